import Glibc
import Synchronization

/// Keeps OpenBLAS to one thread while swnd calls it: swnd's own threads share the work out.
///
/// When swnd opened the library, that is set once and for all. When somebody else had opened it,
/// their number is restored whenever no call of swnd is under way.
package struct OpenBLASThreads: Sendable {
    private static let isLocked = Atomic<Bool>(false)
    private static let users = Atomic<Int>(0)
    private static let foreignCount = Atomic<Int32>(1)

    let library: OpenBLASLibrary

    init(_ library: OpenBLASLibrary) {
        self.library = library
        if !library.isShared { library.setThreadCount?(1) }
    }

    /// Runs calls with OpenBLAS on one thread.
    package func single(_ body: () -> Void) {
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
