import CSystem
import Synchronization

/// A counter that threads sleep on: Linux's futex.
final class Futex: @unchecked Sendable {
    private let counter: UnsafeMutablePointer<Atomic<UInt32>>

    init() {
        counter = .allocate(capacity: 1)
        counter.initialize(to: Atomic(0))
    }

    deinit {
        counter.deinitialize(count: 1)
        counter.deallocate()
    }

    /// The number of wake-ups so far. Read it before the last look at what is waited for.
    var value: UInt32 { counter.pointee.load(ordering: .sequentiallyConsistent) }

    /// Sleeps unless somebody woke since `value` was read; for some nanoseconds at most, if they are not negative. May return early.
    func sleep(while value: UInt32, nanoseconds: Int64 = -1) {
        csystem_futex_wait(counter, value, nanoseconds)
    }

    /// Wakes at most `count` sleepers, and stops those who are about to sleep.
    func wake(_ count: Int32) {
        counter.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
        csystem_futex_wake(counter, count)
    }
}
