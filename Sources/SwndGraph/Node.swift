import SwndCore
import Synchronization

/// Work with its inputs, and what its result will look like: the unit that engines plan and back ends execute.
public struct Node: Sendable {
    public let work: Work
    public let inputs: Few<Value>
    public let shape: Shape
    public let dtype: DType
    public let context: Context

    /// The operator's name, for errors and profiles.
    public let name: String

    /// Whether nobody but the node itself will need the first input any more, so that its storage may become the result's. For work
    /// that is executed inside the call; for pending work the engine sees for itself who holds what.
    public let donatesFirstInput: Bool

    public init(
        _ name: String, _ work: Work, inputs: Few<Value>, shape: Shape, dtype: DType,
        context: Context,
        donatesFirstInput: Bool = false
    ) {
        self.donatesFirstInput = donatesFirstInput
        self.name = name
        self.work = work
        self.inputs = inputs
        self.shape = shape
        self.dtype = dtype
        self.context = context
    }
}

/// Takes nodes and gives values: the engine, as operators see it.
public protocol Executor: AnyObject, Sendable {
    /// The value of a node: computed already, or pending. What is wrong with the node itself is thrown here.
    func submit(_ node: Node) throws(SwndError) -> Value

    /// Returns when a value has been computed; throws why it could not be.
    func wait(for value: Value) throws(SwndError)
}

extension Executor {
    /// Returns when a value has been computed, whatever the thread's patience: for what cannot be begun once more. Throws as well
    /// when it is interrupted.
    public func waitPatiently(for value: Value) throws(SwndError) {
        while value.storage.isPending {
            do throws(SwndError) {
                try wait(for: value)
            } catch  where error.code == .unfinished {}
            try Interruption.check()
        }
        try wait(for: value)
    }
}

/// Writes down what happened: the tape, as operators see it.
public protocol Recorder: AnyObject, Sendable {
    /// Puts an application on the tape and gives the result with its origin. At least one input can be differentiated.
    func record(_ application: Application, result: Value) -> Tensor

    /// The same for an application with several results, which one gradient rule goes back from.
    func record(_ application: Application, results: [Value]) -> [Tensor]
}

/// The engine and the tape of this process, put in place by the floor that knows them.
public enum Runtime {
    nonisolated(unsafe) public private(set) static var executor: (any Executor)?
    nonisolated(unsafe) public private(set) static var recorder: (any Recorder)?

    /// The most elements of work that is done inside the call that asks for it: about what one thread does in a microsecond or two.
    @inline(__always)
    public static var immediateLimit: Int {
        get { immediate.load(ordering: .relaxed) }
        set { immediate.store(newValue, ordering: .relaxed) }
    }
    private static let immediate = Atomic<Int>(8192)

    /// Launches that took no node: see ``DirectForm``.
    public static var directCount: UInt64 { directCounter.load(ordering: .relaxed) }
    private static let directCounter = Atomic<UInt64>(0)

    @inline(__always)
    static func countDirect() { directCounter.wrappingAdd(1, ordering: .relaxed) }

    /// Called once, before any operator is applied.
    public static func install(executor: any Executor, recorder: any Recorder) {
        self.executor = executor
        self.recorder = recorder
    }
}
