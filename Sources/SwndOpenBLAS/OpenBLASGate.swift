import CSystem
import Glibc
import Synchronization

/// Counts the threads inside OpenBLAS, so that `fork` and `exit` wait until none is.
///
/// OpenBLAS keeps a lock around its buffers, which a child would inherit locked, and frees them in
/// `exit`, under threads that still compute. So a fork waits for the calls under way, and calls that
/// come meanwhile wait for the fork; after `exit` has begun, only its own thread may call.
package enum OpenBLASGate {
    private static let inside = Atomic<Int>(0)
    private static let closed = 1 << 32
    /// The thread that is in `exit`, as a number; zero before.
    private static let exitingThread = Atomic<UInt>(0)
    /// OpenBLAS has buffers for 128 callers; swnd uses half of them.
    private static let capacity = 64
    /// How long to wait for calls under way. By then they have long passed the lock; a signal
    /// handler that calls `exit` would wait for itself.
    private static let patience = 2_000

    /// Runs a call of OpenBLAS.
    package static func pass<Result>(_ body: () -> Result) -> Result {
        if inside.wrappingAdd(1, ordering: .acquiring).newValue > capacity { enterLater() }
        defer { inside.wrappingSubtract(1, ordering: .releasing) }
        return body()
    }

    @inline(never)
    private static func enterLater() {
        if exitingThread.load(ordering: .acquiring) == UInt(pthread_self()) { return }
        repeat {
            inside.wrappingSubtract(1, ordering: .releasing)
            while inside.load(ordering: .relaxed) >= capacity { usleep(50) }
        } while inside.wrappingAdd(1, ordering: .acquiring).newValue > capacity
    }

    private static func close() {
        inside.bitwiseOr(closed, ordering: .acquiring)
        for _ in 0..<patience * 20 {
            if inside.load(ordering: .acquiring) & (closed - 1) == 0 { return }
            usleep(50)
        }
    }

    private static func reopen() {
        inside.bitwiseAnd(~closed, ordering: .releasing)
    }

    private static func reopenInChild() {
        inside.store(0, ordering: .relaxed)
        exitingThread.store(0, ordering: .relaxed)
        OpenBLASThreads.resetAfterFork()
    }

    /// Makes every fork wait. Call it before the library may be opened: a child would wait for ever for what a thread of its parent
    /// brings in.
    package static func guardForks() {
        csystem_on_fork(
            { OpenBLASGate.close() }, { OpenBLASGate.reopen() }, { OpenBLASGate.reopenInChild() })
    }

    /// Makes the exit wait. Call it before the library may be opened; OpenBLAS lets go of its buffers after all handlers.
    package static func guardExit() {
        atexit {
            OpenBLASGate.exitingThread.store(UInt(pthread_self()), ordering: .releasing)
            OpenBLASGate.close()
        }
    }
}
