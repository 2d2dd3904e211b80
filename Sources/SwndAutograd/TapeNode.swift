import CSystem
import SwndCore
import SwndGraph
import Synchronization

/// One recorded application: where its result came from, or where the branches for its several results come from.
public final class TapeNode: Origin, @unchecked Sendable {
    /// Nodes are numbered in the order of recording, so that a node's inputs have smaller numbers than itself.
    let number: UInt64

    /// What the application was, and what came of it: all that a backward pass frees.
    struct Record {
        let call: Call
        let output: Value
        /// Further results of an application with several.
        let others: [Value]?
    }

    private var held: Record?
    private var lock: UInt32 = 0

    private static let counter = Atomic<UInt64>(0)

    init(_ call: Call, output: Value, others: [Value]? = nil) {
        number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
        held = Record(call: call, output: output, others: others)
        super.init()
    }

    public override var isDifferentiable: Bool { held != nil }

    public override var isFreed: Bool { held == nil }

    /// What was recorded; nothing once it is freed. Passes of several threads may meet here, so it is taken under a lock.
    var record: Record? {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return held
    }

    /// The application alone.
    var call: Call? {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return held?.call
    }

    /// Forgets what was recorded: from now on the result is a constant. Gives it to the caller, to be used and released.
    func forget() -> Record? {
        csystem_lock(&lock)
        let record = held.take()
        csystem_unlock(&lock)
        return record
    }

    deinit {
        if held != nil { release() }
    }

    /// Lets go of inputs one node at a time: a chain of a million nodes would overflow the stack if each node released the
    /// next one from its own `deinit`.
    private func release() {
        var waiting: [TapeNode] = []
        takeInputs(&waiting)
        while var node = waiting.popLast() {
            if isKnownUniquelyReferenced(&node) { node.takeInputs(&waiting) }
        }
    }

    /// Adds the nodes of the inputs; afterwards this node holds none of them.
    private func takeInputs(_ nodes: inout [TapeNode]) {
        guard let inputs = held?.call.inputs else { return }
        for position in 0..<inputs.count {
            switch inputs[position].origin {
            case let node as TapeNode: nodes.append(node)
            case let branch as Branch: nodes.append(branch.node)
            default: continue
            }
        }
        held = nil
    }
}

/// The origin of one of several results of an application.
final class Branch: Origin, @unchecked Sendable {
    let node: TapeNode
    let position: Int

    init(of node: TapeNode, at position: Int) {
        self.node = node
        self.position = position
        super.init()
    }

    override var isDifferentiable: Bool { node.isDifferentiable }

    override var isFreed: Bool { node.isFreed }
}

/// A variable of differentiation: an array that a gradient was attached to.
open class Leaf: Origin, @unchecked Sendable {
    /// Takes the gradient that a backward pass found; nothing where it came here through constants only.
    open func receive(_ gradient: Tensor?) throws(SwndError) {}
}

/// The origin of a value that is known to be constant although its variable has a gradient attached.
public final class Constant: Origin, @unchecked Sendable {
    public static let shared = Constant()

    public override var isDifferentiable: Bool { false }
}
