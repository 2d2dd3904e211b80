import SwndEngine

/// What was executed when, and for how long.
///
///     profiler.isRunning = true
///     try train()
///     profiler.isRunning = false
///     print(profiler.summary)
public enum profiler {
    private static var engine: SwndEngine.Profiler {
        Process.start()
        return Process.engine.profiler
    }

    /// Whether launches, waits and plans are written down. While they are, small operators are launches as well.
    public static var isRunning: Bool {
        get { engine.isRunning }
        set { engine.setRunning(newValue) }
    }

    /// Forgets what was written down.
    public static func reset() { engine.reset() }

    /// What was written down as JSON that Chrome (chrome://tracing) and Perfetto (ui.perfetto.dev) open: an event for each
    /// launch, with its operators, for each wait, and for each window that was planned. Times are in microseconds.
    public static var trace: String { engine.trace }

    /// A table: for each kind and name of event how often it was, and total, least, most and mean time in milliseconds.
    public static var summary: String { engine.summary }
}
