import CIntrinsics
import SwndGraph
import SwndNumerics

/// Turns a random stream into numbers of one distribution, a group of elements at a time.
///
/// Element `e` of a draw comes from the words that ``RandomStream`` and `e` alone name, so numbers do not depend on who
/// computes them: float32 elements 64 n to 64 n + 63 from blocks 16 n to 16 n + 15, float64 elements from twice as many.
enum Philox {
    /// The 64 words of sixteen blocks.
    @inline(__always)
    static func words(
        _ stream: RandomStream, group: Int, _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
            ci_philox(stream.key, stream.draw, UInt64(group &* 16), words.baseAddress)
            body(words)
        }
    }

    /// 64 numbers in [0, 1), with 24 random bits each.
    @inline(__always)
    static func uniforms32(
        _ stream: RandomStream, group: Int, _ result: UnsafeMutablePointer<Float>
    ) {
        words(stream, group: group) { words in
            for index in 0..<64 { result[index] = Float(words[index] >> 8) * 0x1p-24 }
        }
    }

    /// 64 numbers in [0, 1), with 53 random bits each.
    @inline(__always)
    static func uniforms64(
        _ stream: RandomStream, group: Int, _ result: UnsafeMutablePointer<Double>
    ) {
        for half in 0..<2 {
            words(stream, group: 2 &* group &+ half) { words in
                for index in 0..<32 {
                    let bits = UInt64(words[index]) << 32 | UInt64(words[index &+ 32])
                    result[32 &* half &+ index] = Double(bits >> 11) * 0x1p-53
                }
            }
        }
    }
}
