import SwndCore
import SwndEngine
import SwndGraph
import SwndOperators
import Synchronization

/// Memory that the elements of an array lie in for others, too: a NumPy array's, a tensor's of another library.
///
/// Operators never work on such memory. Values do not change, and this may change at any time; it has no room after its end that may
/// be read. So a read makes a value with a copy of it, and a write to the array goes through to it.
public final class SharedMemory: @unchecked Sendable {
    /// Who writes to it while it is shared.
    public enum Access: Int32, Sendable {
        /// Nobody: a write to the array gives that memory of its own.
        case constant = 0
        /// The array alone.
        case array = 1
        /// Anybody.
        case all = 2
    }

    let bytes: UnsafeMutableRawPointer
    let byteCount: Int
    let access: Access

    /// Memory of an array of swnd that others were given; nothing for memory that is theirs.
    let own: Storage?
    /// Whether the array has made a value of it.
    var wasRead = false
    /// Who was given it and has not yet let go.
    private let holders = Atomic<Int>(0)
    /// Tells the owner that it is no longer needed.
    private let release: (@Sendable () -> Void)?

    /// Memory of others. `release` is called when no array needs it any more.
    init(
        _ bytes: UnsafeMutableRawPointer, byteCount: Int, access: Access,
        release: (@Sendable () -> Void)?
    ) {
        (self.bytes, self.byteCount, self.access) = (bytes, byteCount, access)
        (self.own, self.release) = (nil, release)
    }

    /// Memory of an array that others are given to read and write.
    init(_ own: Storage) {
        (bytes, byteCount, access) = (own.bytes, own.byteCount, .all)
        (self.own, release) = (own, nil)
    }

    deinit { release?() }

    /// Whether everybody who was given an array's own memory has let go of it.
    var isOver: Bool { own != nil && holders.load(ordering: .acquiring) == 0 }

    func hold() { holders.wrappingAdd(1, ordering: .relaxed) }
    func letGo() { holders.wrappingSubtract(1, ordering: .releasing) }
}

extension Value {
    /// Elements of the same kind, in C order from the start of a storage on.
    fileprivate func inOrder(in storage: Storage) -> Value {
        Value(
            layout: Layout(contiguous: shape), dtype: dtype, context: context, storage: storage)
    }
}

extension Engine {
    /// Returns when a value has been computed, however long that takes.
    func waitPatiently(for value: Value) throws(SwndError) {
        while true {
            do throws(SwndError) {
                return try wait(for: value)
            } catch  where error.code == .unfinished { continue }
        }
    }
}

extension Variable {
    /// Brings in what others have written since.
    func refresh() throws(SwndError) {
        guard isShared, let memory = shared else { return }
        if memory.isOver, let own = memory.own {
            let before = tensor
            setShared(nil)
            tensor = Tensor(before.value.inOrder(in: own), origin: before.origin)
            return
        }
        guard memory.access == .all || !memory.wasRead else { return }
        memory.wasRead = true
        let before = tensor
        let storage = try Storage(byteCount: memory.byteCount)
        storage.bytes.copyMemory(from: memory.bytes, byteCount: memory.byteCount)
        tensor = Tensor(before.value.inOrder(in: storage), origin: before.origin)
    }

    /// Shows others what was written to the array.
    func publish() throws(SwndError) {
        guard isShared, let memory = shared else { return }
        guard memory.access != .constant else { return setShared(nil) }
        var value = constant
        if !value.layout.isContiguous {
            value = try ThreadModes.recording(false) { () throws(SwndError) in
                try Op.copy(Tensor(value)).value
            }
        }
        try Process.engine.waitPatiently(for: value)
        memory.wasRead = true
        memory.bytes.copyMemory(
            from: value.storage.bytes + value.layout.offset * value.dtype.byteCount,
            byteCount: memory.byteCount)
    }
}
