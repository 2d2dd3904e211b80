import SwndCore
import SwndGraph

/// What a device must be able to do. The engine knows devices through this only.
public protocol Backend: AnyObject, Sendable {
    /// Whether the device of this number is there; the reason where it is not.
    func check(_ context: Context) throws(SwndError)

    /// Gives a pending storage its memory; not filled.
    func allocate(_ storage: Storage) throws(SwndError)

    /// Starts the work of a launch. Its output holds the result when ``wait()`` has returned, if not before.
    func run(_ launch: Launch) throws(SwndError)

    /// Starts a matrix product, and a program over each part of it that is final.
    func run(_ launch: Launch, epilogue: ProgramLaunch) throws(SwndError)

    /// Computes a small node at once, if there is a way that is shorter than a program; false where there is none.
    func runSmall(_ node: Node, into result: Storage) throws(SwndError) -> Bool

    /// Starts a program.
    func run(_ launch: ProgramLaunch) throws(SwndError)

    /// Returns when all launches have ended.
    func wait() throws(SwndError)
}

/// What a device with memory of its own must be able to do.
public protocol DeviceBackend: Backend {
    /// The device, as arrays name it.
    var context: Context { get }

    /// What gives storages their memory.
    var memory: any DeviceMemory { get }

    /// Throws why the device cannot have arrays of a dtype.
    func check(_ dtype: DType) throws(SwndError)

    /// Fills a storage that has its memory.
    func write(_ bytes: UnsafeRawPointer, to storage: Storage) throws(SwndError)

    /// Has the device begin with what it was given.
    func flush()

    /// Writes down from the next launch on what the device does when, or no longer.
    func setProfiling(_ isOn: Bool)

    /// What has been written down since this was last asked for, when it has ended.
    func takeActivities() -> [DeviceActivity]

    /// Copies bytes of a storage to the host, when all that was launched before has ended.
    func read(
        _ storage: Storage, from offset: Int, into bytes: UnsafeMutableRawPointer, byteCount: Int
    ) throws(SwndError)
}

/// When a device worked, by the clock of the host, in nanoseconds.
public struct DeviceActivity: Sendable {
    public let name: String
    public let start: UInt64
    public let end: UInt64

    public init(name: String, start: UInt64, end: UInt64) {
        self.name = name
        self.start = start
        self.end = end
    }
}

/// The devices of one kind, opened when they are first asked for.
public protocol Devices: AnyObject, Sendable {
    /// The back end of a device; the reason where there is none.
    func backend(for context: Context) throws(SwndError) -> any DeviceBackend

    /// The back ends that were asked for so far and can still be used.
    var opened: [any DeviceBackend] { get }
}

/// Work that a back end executes at once: inputs that are computed, and an output with its memory.
public struct Launch: Sendable {
    public let name: String
    public let work: Work
    public let inputs: Few<Value>
    public let output: Value

    /// Whether the output lies in the storage of the first input, which it may then update where it is.
    public let isInPlace: Bool

    public init(_ name: String, _ work: Work, inputs: Few<Value>, output: Value, isInPlace: Bool) {
        self.name = name
        self.work = work
        self.inputs = inputs
        self.output = output
        self.isInPlace = isInPlace
    }
}

/// A program with the memory that it works on.
public struct ProgramLaunch {
    public let program: Program
    /// Where each input's storage begins, as its back end knows memory.
    public var inputs: [UnsafeRawPointer] = []
    /// Where each output begins.
    public var outputs: [UnsafeMutableRawPointer] = []
    /// Whether an output lies where an input does: then a tile of it is written when that tile of the input has been used.
    public var isInPlace: [Bool] = []
    /// Where the result of each reduction begins.
    public var reductions: [UnsafeMutableRawPointer] = []

    public init(_ program: Program) { self.program = program }
}
