import SwndCore
import SwndGraph
import Synchronization

/// One recorded application: where its result came from.
public final class TapeNode: Origin, @unchecked Sendable {
    /// Nodes are numbered in the order of recording, so that a node's inputs have smaller numbers than itself.
    let number: UInt64
    let output: Value
    private(set) var call: Call?

    private static let counter = Atomic<UInt64>(0)

    init(_ call: Call, output: Value) {
        number = Self.counter.wrappingAdd(1, ordering: .relaxed).newValue
        self.output = output
        self.call = call
        super.init()
    }

    /// Whether it can still be differentiated: backward frees what it has used.
    public var isLive: Bool { call != nil }

    public override var isDifferentiable: Bool { call != nil }

    /// Forgets the application, whose inputs the caller holds: from now on the result is a constant.
    func forget() { call = nil }

    deinit {
        if call != nil { release() }
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
        guard let inputs = call?.inputs else { return }
        for position in 0..<inputs.count {
            if let node = inputs[position].origin as? TapeNode { nodes.append(node) }
        }
        call = nil
    }
}

/// A variable of differentiation: an array that a gradient was attached to.
open class Leaf: Origin, @unchecked Sendable {
    /// Takes the gradient that a backward pass found, a constant unless the pass itself was recorded.
    open func receive(_ gradient: Tensor) throws(SwndError) {}
}

/// The origin of a value that is known to be constant although its variable has a gradient attached.
public final class Constant: Origin, @unchecked Sendable {
    public static let shared = Constant()

    public override var isDifferentiable: Bool { false }
}
