import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// An array whose elements lie in memory of somebody else, in C order.
    ///
    /// - Parameters:
    ///   - bytes: where the elements lie; nothing for none.
    ///   - shape: the lengths of the axes.
    ///   - dtype: the dtype of the elements.
    ///   - context: a context of the processor.
    ///   - access: whether writes go to the memory.
    ///   - release: called when no array needs the memory any more.
    public convenience init(
        sharing bytes: UnsafeMutableRawPointer?, shape: [Int], dtype: DType,
        context: Context = .cpu(), access: SharedMemory.Access,
        release: (@Sendable () -> Void)? = nil
    ) throws(SwndError) {
        Process.start()
        let shape = try Shape(checking: shape, name: "array: shape")
        guard context.isHost else {
            throw SwndError(
                .context, "array: \(context) is not there: this build computes on cpu only")
        }
        let byteCount = shape.count * dtype.byteCount
        guard let bytes, byteCount > 0 else {
            guard byteCount == 0 else {
                throw SwndError(.type, "array: data is NULL, for shape \(shape)")
            }
            self.init(
                try Self.tensor(copying: nil, shape: shape.axes, dtype: dtype, context: context))
            release?()
            return
        }
        // Its values are made when somebody reads; this one says what they are like.
        let likeness = Value(
            layout: Layout(contiguous: shape), dtype: dtype, context: context,
            storage: Storage(pending: byteCount))
        self.init(Tensor(likeness))
        variable.setShared(
            SharedMemory(bytes, byteCount: byteCount, access: access, release: release))
    }

    /// Gives the elements away, computed and in C order, until the loan is released.
    ///
    /// - Parameter write: whether the other one may write them, and sees what is written to this array. Else they are the elements
    ///   as they are now, which nobody may write.
    public func lend(write: Bool) throws(SwndError) -> Loan {
        Process.start()
        guard write else {
            let (array, bytes) = try held()
            return Loan(array, bytes)
        }
        guard context.isHost else {
            throw SwndError(
                .context, "lend: the elements lie on \(context); as_in_context(cpu()) copies them")
        }
        let memory = try sharedForWriting()
        return Loan(memory, memory.bytes + (view?.offset ?? 0) * dtype.byteCount)
    }

    private func held() throws(SwndError) -> (array: NDArray, bytes: UnsafeMutableRawPointer) {
        var value = try current().value
        if !value.layout.isContiguous {
            value = try ThreadModes.recording(false) { () throws(SwndError) in
                try Op.copy(Tensor(value)).value
            }
        }
        // From a device, a copy: nobody may write either.
        if !value.context.isHost { value = try Op.moved(Tensor(value), to: .cpu()).value }
        try Process.engine.wait(for: value)
        let first = value.storage.bytes + value.layout.offset * value.dtype.byteCount
        return (NDArray(Tensor(value)), first)
    }

    /// Memory that the variable's elements lie in from now on, for others to write.
    private func sharedForWriting() throws(SwndError) -> SharedMemory {
        try variable.refresh()
        if let memory = variable.shared, memory.access == .all { return memory }
        guard variable.shared == nil else {
            throw SwndError(
                .value, "lend: the elements lie in memory that others must not write; copy() them")
        }
        try Process.engine.wait(for: variable.constant)
        let size = variable.constant.shape.count * dtype.byteCount
        var own: Storage?
        try variable.update(keepingOrigin: true) { value, isExclusive throws(SwndError) in
            // Its own memory if no other value lies there, else a copy.
            if isExclusive, value.layout.isContiguous, value.storage.byteCount == size {
                own = value.storage
            }
            return value
        }
        let storage: Storage
        if let own { storage = own } else { storage = try copyOfAll(size) }
        let memory = SharedMemory(storage)
        variable.setShared(memory)
        return memory
    }

    private func copyOfAll(_ size: Int) throws(SwndError) -> Storage {
        let storage = try Storage(byteCount: size)
        let (whole, bytes) = try NDArray(Tensor(variable.constant)).held()
        storage.bytes.copyMemory(from: bytes, byteCount: size)
        withExtendedLifetime(whole) {}
        return storage
    }
}

/// Elements of an array that somebody else uses where they lie, as long as this lives.
public final class Loan: @unchecked Sendable {
    /// The first element.
    public let bytes: UnsafeMutableRawPointer
    /// An array of the elements, where the other must not write.
    public let array: NDArray?
    private let memory: SharedMemory?

    fileprivate init(_ array: NDArray, _ bytes: UnsafeMutableRawPointer) {
        (self.bytes, self.array, memory) = (bytes, array, nil)
    }

    fileprivate init(_ memory: SharedMemory, _ bytes: UnsafeMutableRawPointer) {
        (self.bytes, self.array, self.memory) = (bytes, nil, memory)
        memory.hold()
    }

    deinit { memory?.letGo() }
}
