import CIntrinsics
import SwndGraph

/// The words of a stream, block by block.
struct BlockWords {
    let stream: RandomStream

    /// Sixteen blocks in a row.
    struct Sixteen {
        fileprivate let words: UnsafePointer<UInt32>

        /// Two words of a block as 64 bits, the upper half first.
        @inline(__always)
        func pair(_ block: Int, _ word: Int) -> UInt64 {
            UInt64(words[word &* 16 &+ block]) << 32
                | UInt64(words[(word &+ 1) &* 16 &+ block])
        }
    }

    /// Calls `body` with the blocks from `block` on.
    @inline(__always)
    func withSixteen(from block: Int, _ body: (Sixteen) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 64) { memory in
            guard let start = memory.baseAddress else { return }
            ci_philox(stream.key, stream.draw, UInt64(truncatingIfNeeded: block), start)
            body(Sixteen(words: UnsafePointer(start.bindMemory(to: UInt32.self, capacity: 64))))
        }
    }
}
