import CSystem
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
    /// Whether the array has made a value of it. Used under the variable's lock, as is the next.
    var wasRead = false
    /// How many threads write to the array and have not written here yet.
    var writerCount = 0
    /// Held by who writes here.
    private var lock: UInt32 = 0
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

    /// Writes elements, unless that comes too late.
    func write(_ elements: UnsafeRawPointer, if isDue: () -> Bool) -> Bool {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        guard isDue() else { return false }
        bytes.copyMemory(from: elements, byteCount: byteCount)
        return true
    }

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

extension Variable {
    /// Brings in what others have written since. What another thread writes to the array meanwhile stays.
    func refresh() throws(SwndError) {
        guard isShared, let (memory, before) = unread() else { return }
        let storage = try Storage(byteCount: memory.byteCount)
        storage.bytes.copyMemory(from: memory.bytes, byteCount: memory.byteCount)
        withShared { value, shared in
            guard shared === memory, value === before, memory.writerCount == 0 else { return }
            memory.wasRead = true
            value = before.inOrder(in: storage)
        }
    }

    /// Memory that may have been written to, and the value before; nothing where the value is that of the memory. Sharing that is
    /// over is ended.
    private func unread() -> (memory: SharedMemory, before: Value)? {
        withShared { value, shared in
            guard let memory = shared, memory.writerCount == 0 else { return nil }
            if memory.isOver, let own = memory.own {
                value = value.inOrder(in: own)
                shared = nil
                return nil
            }
            return memory.access == .all || !memory.wasRead ? (memory, value) : nil
        }
    }

    /// Runs a write, and shows others what was written to the array.
    func publishing(_ write: () throws(SwndError) -> Void) throws(SwndError) {
        let begun = isShared ? memoryWrittenTo() : nil
        defer {
            if let begun { withShared { _, _ in begun.writerCount -= 1 } }
        }
        try write()
        // It may have been lent just now.
        guard isShared, let memory = withShared({ _, shared in shared }) else { return }
        guard memory.access != .constant else {
            return withShared { _, shared in if shared === memory { shared = nil } }
        }
        // Until what is there is what the array holds: another thread may write, too.
        while try !publish(constant, in: memory) {}
    }

    private func memoryWrittenTo() -> SharedMemory? {
        withShared { _, shared in
            shared?.writerCount += 1
            return shared
        }
    }

    private func publish(_ written: Value, in memory: SharedMemory) throws(SwndError) -> Bool {
        var value = written
        if !value.layout.isContiguous {
            value = try ThreadModes.recording(false) { () throws(SwndError) in
                try Op.copy(Tensor(value)).value
            }
        }
        try Process.engine.waitPatiently(for: value)
        let first = value.storage.bytes + value.layout.offset * value.dtype.byteCount
        return memory.write(first) {
            withShared { current, _ in
                memory.wasRead = true
                return current === written
            }
        }
    }
}
