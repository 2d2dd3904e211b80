import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// A new array with a copy of elements in C order, or with memory that is not filled.
    ///
    /// `bytes` are those of all elements; with nothing the memory is left as it is.
    public convenience init(
        copying bytes: UnsafeRawPointer?, shape: [Int], dtype: DType = .float32,
        context: Context = .cpu()
    ) throws(SwndError) {
        self.init(
            try Self.tensor(copying: bytes, shape: shape, dtype: dtype, context: context))
    }

    static func tensor(
        copying bytes: UnsafeRawPointer?, shape: [Int], dtype: DType, context: Context
    ) throws(SwndError) -> Tensor {
        Process.start()
        let shape = try Shape(checking: shape, name: "array: shape")
        let storage: Storage
        do throws(SwndError) {
            guard context.isHost else {
                return Tensor(
                    try Process.engine.makeValue(
                        copying: bytes, Layout(contiguous: shape), dtype, on: context))
            }
            storage = try Storage(byteCount: shape.count * dtype.byteCount)
        } catch {
            throw SwndError(error.code, "array: \(error.message)")
        }
        if let bytes, shape.count > 0 {
            storage.bytes.copyMemory(from: bytes, byteCount: shape.count * dtype.byteCount)
        }
        return Tensor(
            Value(
                layout: Layout(contiguous: shape), dtype: dtype, context: context, storage: storage)
        )
    }

    /// Copies the elements in C order; `byteCount` is exactly their size.
    public func read(
        into bytes: UnsafeMutableRawPointer, byteCount: Int
    ) throws(SwndError) {
        let value = try current().value
        let size = value.shape.count * value.dtype.byteCount
        guard byteCount == size else {
            throw SwndError(
                .value, "read: \(value.shape) \(value.dtype) has \(size) bytes, not \(byteCount)")
        }
        guard size > 0 else { return }
        let ordered = value.layout.isContiguous ? value : try Op.copy(Tensor(value)).value
        try Process.engine.read(ordered, into: bytes, byteCount: size)
    }

    /// The same if the elements are computed and lie in C order; false where not, or where `byteCount` is not their size.
    public func readNow(into bytes: UnsafeMutableRawPointer, byteCount: Int) -> Bool {
        guard !variable.isShared else { return false }
        let value = variable.constant
        let count = view?.shape.count ?? value.layout.shape.count
        guard value.layout.isContiguous, value.context.isHost, value.storage.isReady,
            count &* value.dtype.byteCount == byteCount
        else { return false }
        let first = value.layout.offset &+ (view?.offset ?? 0)
        bytes.copyMemory(
            from: value.storage.bytes + first &* value.dtype.byteCount, byteCount: byteCount)
        return true
    }

    /// What waits to be executed behind this array, in the DOT language of Graphviz.
    public var pendingGraph: String {
        Process.start()
        return Process.engine.graph(of: variable.constant)
    }

    /// Returns when the value has been computed.
    public func wait() throws(SwndError) {
        // What lies in memory that others use is there.
        if !variable.isShared { try Process.engine.finish(variable.constant) }
    }
}
