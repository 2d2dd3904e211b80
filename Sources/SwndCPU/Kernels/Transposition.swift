import CIntrinsics
import SwndCore
import SwndGraph

/// Puts the elements of a value in C order where neighbours in memory are not neighbours in C order, such as those of a transposed
/// matrix: block by block, so that every line of memory that is read is used while it is in the cache.
struct Transposition {
    private let source: Value
    private let dtype: DType
    /// The axis whose neighbours lie side by side in memory.
    private let near: Int
    /// The rows and columns of a block: 32 lines of 64 bytes on either side.
    private static let block = 32

    /// Nothing where reading in C order is as good.
    init?(_ source: Value, to dtype: DType) {
        let layout = source.layout
        let last = layout.shape.rank - 1
        guard source.shape.count >= Grain.task, layout.shape[last] >= 8,
            layout.stride(last).magnitude >= 8,
            let near = (0..<last).first(where: { layout.stride($0) == 1 && layout.shape[$0] >= 8 })
        else { return nil }
        self.source = source
        self.dtype = dtype
        self.near = near
    }

    /// Writes the elements to memory for all of them.
    func run(_ result: UnsafeMutableRawPointer) {
        let layout = source.layout
        let target = Layout(contiguous: layout.shape)
        let last = layout.shape.rank - 1
        let others = (0..<last).filter { $0 != near }
        let bands = (layout.shape[near] &+ Self.block &- 1) / Self.block
        let planes = others.reduce(1) { $0 &* layout.shape[$1] }
        ThreadPool.shared.parallelFor(planes &* bands) { task in
            let (plane, band) = task.quotientAndRemainder(dividingBy: bands)
            var (from, to, rest) = (layout.offset, 0, plane)
            for axis in others.reversed() {
                let (quotient, index) = rest.quotientAndRemainder(dividingBy: layout.shape[axis])
                from &+= index &* layout.stride(axis)
                to &+= index &* target.stride(axis)
                rest = quotient
            }
            let begin = band &* Self.block
            let end = Swift.min(begin &+ Self.block, layout.shape[near])
            for column in stride(from: 0, to: layout.shape[last], by: Self.block) {
                let count = Swift.min(Self.block, layout.shape[last] &- column)
                for row in begin..<end {
                    let place = from &+ row &+ column &* layout.stride(last)
                    ci_convert(
                        dtype.rawValue,
                        result + (to &+ row &* target.stride(near) &+ column) &* dtype.byteCount,
                        source.dtype.rawValue,
                        UnsafeRawPointer(source.storage.bytes) + place &* source.dtype.byteCount,
                        layout.stride(last), count)
                }
            }
        }
    }
}
