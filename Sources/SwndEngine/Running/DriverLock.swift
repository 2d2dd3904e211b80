import CSystem
import Synchronization

/// Held by the one thread that executes launches.
///
/// Nobody waits for it but a fork and the end of the process: other threads help the one that holds it.
final class DriverLock: @unchecked Sendable {
    private let word: UnsafeMutablePointer<Atomic<UInt32>>

    init() {
        word = .allocate(capacity: 1)
        word.initialize(to: Atomic(0))
    }

    deinit {
        word.deinitialize(count: 1)
        word.deallocate()
    }

    var isHeld: Bool { word.pointee.load(ordering: .sequentiallyConsistent) != 0 }

    func tryLock() -> Bool {
        word.pointee.load(ordering: .relaxed) == 0
            && word.pointee.compareExchange(
                expected: 0, desired: 1, ordering: .sequentiallyConsistent
            ).exchanged
    }

    func unlock() { word.pointee.store(0, ordering: .sequentiallyConsistent) }

    /// Waits until it is free, and takes it; false after a number of seconds.
    func lock(seconds: Int) -> Bool {
        for _ in 0..<seconds &* 20_000 {
            if tryLock() { return true }
            csystem_futex_wait(word, 1, 50_000)
        }
        return false
    }
}
