import CSystem
import Glibc
import Synchronization

/// A lock for a few instructions: it spins, and gives the core away when its holder seems to have
/// lost its own.
struct SpinLock: ~Copyable {
    private let held = Atomic<Bool>(false)

    @inline(__always)
    func lock() {
        if held.exchange(true, ordering: .acquiring) { wait() }
    }

    @inline(__always)
    func unlock() {
        held.store(false, ordering: .releasing)
    }

    @inline(never)
    private func wait() {
        var spins = 0
        while held.load(ordering: .relaxed) || held.exchange(true, ordering: .acquiring) {
            spins &+= 1
            if spins & 127 == 0 { sched_yield() } else { csystem_cpu_pause() }
        }
    }
}
