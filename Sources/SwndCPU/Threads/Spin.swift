import CSystem
import Glibc

/// A wait of some microseconds that costs no wake-up: handing over to a thread that spins takes a
/// tenth of a microsecond, waking one that sleeps takes ten.
///
/// It is polite: it offers its core to others every microsecond or so, and ends at once when one of
/// them wanted it.
struct Spin {
    private let nanoseconds: Int
    private var start = 0
    private var lastLook = 0
    private var rounds = 0

    private static let roundsPerLook = 32
    /// A yield that took longer than this gave the core to somebody.
    private static let sharedNanoseconds = 5_000

    init(microseconds: Int) {
        nanoseconds = microseconds * 1000
    }

    /// Pauses for a moment; false when the time is over.
    @inline(__always)
    mutating func again() -> Bool {
        rounds &+= 1
        if rounds % Self.roundsPerLook != 1 {
            csystem_cpu_pause()
            return true
        }
        return look()
    }

    @inline(never)
    private mutating func look() -> Bool {
        if rounds == 1 {
            start = Self.now()
            lastLook = start
            return true
        }
        let before = Self.now()
        if before &- start > nanoseconds { return false }
        sched_yield()
        lastLook = Self.now()
        return lastLook &- before < Self.sharedNanoseconds
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }
}

extension ThreadPool {
    /// How long an idle worker, or a caller that waits for the last chunks, spins before it sleeps.
    static let spinMicroseconds = 50
}
