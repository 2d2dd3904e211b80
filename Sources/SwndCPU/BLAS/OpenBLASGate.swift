import CSystem
import Glibc
import Synchronization

/// Counts the threads inside OpenBLAS, so that a `fork` waits until none is.
///
/// OpenBLAS keeps a lock around its buffers that a child would inherit locked. A call takes
/// milliseconds at most, so the fork waits for those under way, and calls that come meanwhile wait
/// for the fork.
enum OpenBLASGate {
    private static let inside = Atomic<Int>(0)
    private static let closed = 1 << 32
    /// OpenBLAS has buffers for 128 callers; swnd uses half of them.
    private static let capacity = 64

    /// Runs a call of OpenBLAS.
    @inline(__always)
    static func pass(_ body: () -> Void) {
        if inside.wrappingAdd(1, ordering: .acquiring).newValue > capacity { enterLater() }
        body()
        inside.wrappingSubtract(1, ordering: .releasing)
    }

    @inline(never)
    private static func enterLater() {
        repeat {
            inside.wrappingSubtract(1, ordering: .relaxed)
            while inside.load(ordering: .relaxed) >= capacity { sched_yield() }
        } while inside.wrappingAdd(1, ordering: .acquiring).newValue > capacity
    }

    private static var hasCallers: Bool {
        inside.load(ordering: .acquiring) & (closed - 1) != 0
    }

    /// Makes every fork wait. Call it after the library was opened: handlers run in reverse order,
    /// so this one comes before OpenBLAS's own.
    static func surviveFork() {
        pthread_atfork(
            {
                OpenBLASGate.inside.bitwiseOr(OpenBLASGate.closed, ordering: .acquiring)
                while OpenBLASGate.hasCallers { sched_yield() }
            },
            { OpenBLASGate.inside.bitwiseAnd(~OpenBLASGate.closed, ordering: .releasing) },
            {
                OpenBLASGate.inside.store(0, ordering: .relaxed)
                OpenBLASThreads.resetAfterFork()
            })
    }
}

/// Keeps OpenBLAS to one thread while swnd calls it: swnd's own threads share the work out.
///
/// When swnd opened the library, that is set once and for all. When somebody else had opened it,
/// their number is restored whenever no call of swnd is under way.
struct OpenBLASThreads: Sendable {
    private static let isLocked = Atomic<Bool>(false)
    private static let users = Atomic<Int>(0)
    private static let foreignCount = Atomic<Int32>(1)

    let library: OpenBLASLibrary

    init(_ library: OpenBLASLibrary) {
        self.library = library
        if !library.isShared { library.setThreadCount?(1) }
    }

    /// Runs calls with OpenBLAS on one thread.
    @inline(__always)
    func single(_ body: () -> Void) {
        if !library.isShared { return body() }
        Self.locked {
            if Self.users.wrappingAdd(1, ordering: .relaxed).oldValue == 0 {
                Self.foreignCount.store(library.getThreadCount?() ?? 1, ordering: .relaxed)
                library.setThreadCount?(1)
            }
        }
        body()
        Self.locked {
            if Self.users.wrappingSubtract(1, ordering: .relaxed).newValue == 0 {
                library.setThreadCount?(Self.foreignCount.load(ordering: .relaxed))
            }
        }
    }

    private static func locked(_ body: () -> Void) {
        while isLocked.exchange(true, ordering: .acquiring) { sched_yield() }
        body()
        isLocked.store(false, ordering: .releasing)
    }

    /// In the child of a fork nobody is inside.
    static func resetAfterFork() {
        isLocked.store(false, ordering: .relaxed)
        users.store(0, ordering: .relaxed)
    }
}
