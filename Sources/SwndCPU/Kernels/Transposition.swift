import SwndCore
import SwndGraph

/// Puts the elements of a value in C order where neighbours in memory are not neighbours in C order, such as those of a transposed
/// matrix.
struct Transposition {
    private let source: Value
    private let dtype: DType

    /// Nothing where reading in C order is as good.
    init?(_ source: Value, to dtype: DType) {
        guard source.shape.count >= Grain.task, !source.layout.isContiguous,
            CopyAxes(
                from: source.layout, elementSize: source.dtype.byteCount,
                to: Layout(contiguous: source.shape), elementSize: dtype.byteCount
            ).nearest != nil
        else { return nil }
        self.source = source
        self.dtype = dtype
    }

    /// Writes the elements to memory for all of them.
    func run(_ result: UnsafeMutableRawPointer) {
        copyElements(
            source.storage.bytes, source.dtype, from: source.layout, to: result, dtype,
            at: Layout(contiguous: source.shape))
    }
}
