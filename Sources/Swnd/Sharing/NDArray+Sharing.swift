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
        variable.withShared { _, shared in
            shared = SharedMemory(bytes, byteCount: byteCount, access: access, release: release)
        }
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

    /// Memory that the variable's elements lie in from now on, for others to write; it is held once more.
    private func sharedForWriting() throws(SwndError) -> SharedMemory {
        while true {
            try variable.refresh()
            let memory = variable.withShared { _, shared in
                shared?.hold()
                return shared
            }
            if let memory {
                guard memory.access != .all else { return memory }
                memory.letGo()
                throw SwndError(
                    .value,
                    "lend: the elements lie in memory that others must not write; copy() them")
            }
            try Process.engine.wait(for: variable.constant)
            if let memory = shareOwn() { return memory }
            if let memory = try shareCopy() { return memory }
            // Another thread has written, or lent, meanwhile.
        }
    }

    /// Shares the memory that the elements lie in, if no other value lies there.
    private func shareOwn() -> SharedMemory? {
        variable.withShared { value, shared in
            guard shared == nil, isKnownUniquelyReferenced(&value), value.ownsStorage,
                value.storage.isReady, value.layout.isContiguous,
                value.storage.byteCount == value.shape.count * value.dtype.byteCount
            else { return nil }
            return Self.share(value.storage, &shared)
        }
    }

    /// Shares a copy of the elements, unless they are others in the end.
    private func shareCopy() throws(SwndError) -> SharedMemory? {
        let copied = variable.constant
        let storage = try Storage(byteCount: copied.shape.count * copied.dtype.byteCount)
        let (whole, bytes) = try NDArray(Tensor(copied)).held()
        storage.bytes.copyMemory(from: bytes, byteCount: storage.byteCount)
        withExtendedLifetime(whole) {}
        return variable.withShared { value, shared in
            guard shared == nil, value === copied else { return nil }
            return Self.share(storage, &shared)
        }
    }

    private static func share(_ storage: Storage, _ shared: inout SharedMemory?) -> SharedMemory {
        let memory = SharedMemory(storage)
        memory.hold()
        shared = memory
        return memory
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

    /// Of memory that is held for it.
    fileprivate init(_ memory: SharedMemory, _ bytes: UnsafeMutableRawPointer) {
        (self.bytes, self.array, self.memory) = (bytes, nil, memory)
    }

    deinit { memory?.letGo() }
}
