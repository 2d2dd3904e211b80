import CSystem
import SwndCore
import SwndGraph
import Synchronization

/// The place in somebody's program that an operator was called at.
///
/// Surfaces know it, the engine only carries it along. To ask takes a microsecond or two, so it asks where that does not matter or
/// somebody wants to see: for what may fail when it is computed, and for everything while the profiler runs or with `SWND_DEBUG`.
public enum CallSite {
    /// Tells the place that this thread is at, such as `train.py:12`.
    nonisolated(unsafe) public static var provider: (@Sendable () -> String?)?

    /// Whether the profiler runs.
    @inline(__always)
    static var isProfiled: Bool {
        get { profiled.load(ordering: .relaxed) }
        set { profiled.store(newValue, ordering: .relaxed) }
    }
    private static let profiled = Atomic<Bool>(false)
    /// Whether it is told what happens.
    nonisolated(unsafe) static var isTold = false

    /// Bytes of a result that there may be no memory for: some tenths of a millisecond of work.
    fileprivate static let largeResult = 4 << 20

    /// The place, if somebody wants to see it and it is known.
    @inline(__always)
    static var current: String? { isProfiled || isTold ? known : nil }

    /// The place of a node that will be computed later.
    static func current(for node: borrowing Node) -> String? {
        isProfiled || isTold || node.mayFail ? known : nil
    }

    /// The place, if it is known.
    static var known: String? {
        let state = csystem_thread_state()
        guard state.pointee.holds_lock else { return provider?() }
        return state.pointee.site?.assumingMemoryBound(to: String?.self).pointee
    }

    /// Runs something under a lock that others spin for: nothing is waited for meanwhile, and nobody is asked for the place. That may
    /// run any program, also one that comes to the same lock; so it is asked for before, if it may be needed.
    ///
    /// - Parameters:
    ///   - byteCount: of results that are computed later.
    ///   - checksElements: whether elements may be wrong.
    public static func holdingLock<Result, Failure: Error>(
        toMake byteCount: Int, checksElements: Bool = false,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let isNeeded = isProfiled || isTold || checksElements || byteCount >= largeResult
        let site = isNeeded ? known : nil
        return try withUnsafePointer(to: site) { pointer throws(Failure) in
            let state = csystem_thread_state()
            let before = (state.pointee.holds_lock, state.pointee.site)
            (state.pointee.holds_lock, state.pointee.site) = (true, UnsafeRawPointer(pointer))
            defer { (state.pointee.holds_lock, state.pointee.site) = before }
            return try body()
        }
    }
}

extension Node {
    /// Whether computing it may fail: for its elements, or for want of memory.
    fileprivate var mayFail: Bool {
        work.checksElements || shape.count &* dtype.byteCount >= CallSite.largeResult
    }
}

extension SwndError {
    /// The same failure with the place that the operator was called at, as far as that is known.
    func called(at site: String?) -> SwndError {
        guard let site else { return self }
        return SwndError(code, "\(message) (called at \(site))")
    }
}
