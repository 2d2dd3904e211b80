import SwndCore

/// What can be set about an engine.
public struct EngineSettings: Sendable {
    /// Whether each node is executed inside the call that makes it.
    public var isSynchronous = false

    /// Whether nodes share launches.
    public var fuses = true

    /// The most work, in elements, that is done inside the call when its inputs are computed.
    public var immediateEffort = 8192

    /// The nodes, and the bytes of their results, that a window holds before it goes to the engine.
    public var windowNodes = 256
    public var windowBytes = 1 << 30

    /// The full windows that may wait before the thread that fills them has to wait, too.
    public var sealedWindows = 2

    /// The work that is worth a helper's attention.
    public var backgroundEffort = 32 * 1024

    /// What a node of a device counts for at least, in elements: launches take long, whatever is in them.
    public var deviceEffort = 4 * 1024

    /// How long nobody must have submitted a node before a helper takes an open window.
    public var quietMicroseconds = 80

    /// The same for a window with nodes of a device: cut elsewhere each time, it would be other programs to compile each time.
    public var deviceQuietMicroseconds = 10_000

    /// How much is told on stderr: see `SWND_DEBUG`.
    public var debugLevel = 0

    public init() {}

    /// The settings of the environment.
    public static var ofEnvironment: EngineSettings {
        var settings = EngineSettings()
        settings.isSynchronous = Environment.engine == "sync"
        settings.fuses = Environment.fusion ?? 1 != 0
        if let effort = Environment.immediate { settings.immediateEffort = effort }
        if let time = Environment.quiet { settings.quietMicroseconds = time }
        settings.debugLevel = Environment.debug ?? 0
        if let nodes = Environment.windowNodes { settings.windowNodes = nodes }
        if let bytes = Environment.windowBytes { settings.windowBytes = bytes }
        return settings
    }
}
