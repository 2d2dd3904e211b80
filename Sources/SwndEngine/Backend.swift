import SwndCore
import SwndGraph

/// What a device must be able to do. The engine knows devices through this only.
public protocol Backend: AnyObject, Sendable {
    /// Whether the device of this number is there; the reason where it is not.
    func check(_ context: Context) throws(SwndError)

    /// Memory for a result; not filled.
    func allocate(byteCount: Int) throws(SwndError) -> Storage

    /// Starts the work of a launch. Its output holds the result when ``wait()`` has returned, if not before.
    func run(_ launch: Launch) throws(SwndError)

    /// Returns when all launches have ended.
    func wait() throws(SwndError)
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
