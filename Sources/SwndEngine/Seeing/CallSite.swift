/// The place in somebody's program that an operator was called at.
///
/// Surfaces know it, the engine only carries it along: it asks when somebody wants to see, that is while the profiler runs or
/// with `SWND_DEBUG`.
public enum CallSite {
    /// Tells the place that this thread is at, such as `train.py:12`.
    nonisolated(unsafe) public static var provider: (@Sendable () -> String?)?

    /// Whether the engine asks.
    nonisolated(unsafe) static var isWanted = false

    /// The place, if it is wanted and known.
    @inline(__always)
    static var current: String? { isWanted ? provider?() : nil }
}
