import CSystem
import Synchronization

/// Takes every lock of the process before a `fork` and gives it back after, in both processes: so the
/// child gets each one free, and what it guards whole.
struct ForkGuard: Sendable {
    static let shared = ForkGuard()

    /// The locks, added one after the other.
    private nonisolated(unsafe) let locks: UnsafeMutablePointer<UnsafeMutablePointer<SpinLock>>
    private nonisolated(unsafe) let count: UnsafeMutablePointer<Atomic<Int>>
    private nonisolated(unsafe) let adding: UnsafeMutablePointer<SpinLock>

    private static let capacity = 64

    private init() {
        locks = .allocate(capacity: Self.capacity)
        count = .allocate(capacity: 1)
        count.initialize(to: Atomic(0))
        adding = .allocate(capacity: 1)
        adding.initialize(to: SpinLock())
        csystem_on_fork(
            { ForkGuard.shared.lockAll() }, { ForkGuard.shared.unlockAll() },
            { ForkGuard.shared.unlockAll() })
    }

    /// Adds a lock that lives as long as the process. Locks beyond the capacity, of which there are
    /// none, would do without.
    func add(_ lock: UnsafeMutablePointer<SpinLock>) {
        adding.pointee.lock()
        defer { adding.pointee.unlock() }
        let index = count.pointee.load(ordering: .relaxed)
        guard index < Self.capacity else { return }
        (locks + index).initialize(to: lock)
        count.pointee.store(index + 1, ordering: .releasing)
    }

    private func lockAll() {
        adding.pointee.lock()
        for index in 0..<count.pointee.load(ordering: .acquiring) { locks[index].pointee.lock() }
    }

    private func unlockAll() {
        for index in 0..<count.pointee.load(ordering: .acquiring) { locks[index].pointee.unlock() }
        adding.pointee.unlock()
    }
}
