import SwndCore
import SwndGraph
import SwndOperators

/// Reverse-mode differentiation: carries cotangents from heads back to leaves, newest node first.
///
/// A. Griewank and A. Walther, "Evaluating Derivatives", SIAM 2008, chapter 3.
public struct BackwardPass {
    private let keepsGraph: Bool
    private let isRecorded: Bool
    private var cotangents: [ObjectIdentifier: Tensor] = [:]
    private var nodes: [TapeNode] = []
    private var leaves: [Leaf] = []

    /// - Parameters:
    ///   - keepsGraph: whether the graph can be differentiated again.
    ///   - isRecorded: whether the pass itself is recorded, for derivatives of higher order.
    public init(keepsGraph: Bool, isRecorded: Bool) {
        self.keepsGraph = keepsGraph || isRecorded
        self.isRecorded = isRecorded
    }

    /// The gradients of the sum of all heads, each weighted with its head gradient, with respect to every leaf they came from.
    ///
    /// A leaf that is reached through constants only, such as the result of a comparison, has the gradient nothing.
    public mutating func run(
        _ heads: [(head: Tensor, gradient: Tensor?)]
    ) throws(SwndError) -> [(leaf: Leaf, gradient: Tensor?)] {
        for (position, head) in heads.enumerated() {
            guard let origin = head.head.origin, isDifferentiable(origin) else {
                throw SwndError(
                    .autograd,
                    "backward: head \(position) of shape \(head.head.shape) is not part of a recorded graph:"
                        + " compute it inside autograd.record() from arrays with attach_grad(), and keep the graph with"
                        + " retain_graph=True to go back more than once")
            }
        }
        for (head, gradient) in heads {
            guard let origin = head.origin else { continue }
            try add(try headGradient(gradient, for: head), to: origin)
        }
        collect(heads.compactMap(\.head.origin))
        guard !leaves.isEmpty else {
            throw SwndError(
                .autograd,
                "backward: the heads lead to no array with attach_grad(), or a backward pass has freed their graph"
            )
        }
        try ThreadModes.recording(isRecorded) { () throws(SwndError) in
            for node in nodes { try visit(node) }
        }
        if !keepsGraph { for node in nodes { node.free() } }
        return leaves.map { ($0, cotangents[ObjectIdentifier($0)]) }
    }

    private func isDifferentiable(_ origin: Origin) -> Bool {
        switch origin {
        case let node as TapeNode: node.isLive
        case is Leaf: true
        default: false
        }
    }

    private func headGradient(_ given: Tensor?, for head: Tensor) throws(SwndError) -> Tensor {
        guard let given else { return try Op.onesLike(head.detached) }
        guard given.shape == head.shape, given.dtype == head.dtype else {
            throw SwndError(
                .value,
                "backward: head gradient \(given.shape) \(given.dtype) must have shape and dtype of its"
                    + " head, \(head.shape) \(head.dtype)")
        }
        return isRecorded ? given : given.detached
    }

    /// All nodes and leaves that heads came from, newest node first.
    private mutating func collect(_ heads: [Origin]) {
        var seen = Set<ObjectIdentifier>()
        var waiting = heads
        while let origin = waiting.popLast() {
            guard seen.insert(ObjectIdentifier(origin)).inserted else { continue }
            switch origin {
            case let node as TapeNode:
                guard let call = node.call else { continue }
                nodes.append(node)
                for input in call.inputs {
                    if let origin = input.origin { waiting.append(origin) }
                }
            case let leaf as Leaf: leaves.append(leaf)
            default: continue
            }
        }
        nodes.sort { $0.number > $1.number }
    }

    private mutating func visit(_ node: TapeNode) throws(SwndError) {
        guard let call = node.call,
            let cotangent = cotangents.removeValue(forKey: ObjectIdentifier(node)),
            case .rule(let rule) = call.op.gradient
        else { return }
        let wanted = call.inputs.map { $0.origin.map(isDifferentiable) ?? false }
        let inputs = isRecorded ? call.inputs : call.inputs.few(\.detached)
        let back = Backward(
            call: Call(call.op, inputs: inputs, attributes: call.attributes),
            output: Tensor(node.output, origin: isRecorded ? node : nil), cotangent: cotangent,
            wanted: wanted)
        let results = try rule(back)
        for (position, result) in results.enumerated() where position < wanted.count {
            guard wanted[position], let result, let origin = call.inputs[position].origin else {
                continue
            }
            try add(try unbroadcast(result, to: call.inputs[position]), to: origin)
        }
    }

    private mutating func add(_ cotangent: Tensor, to origin: Origin) throws(SwndError) {
        let key = ObjectIdentifier(origin)
        guard let sum = cotangents[key] else {
            cotangents[key] = cotangent
            return
        }
        cotangents[key] = try Op.add.broadcast(sum, cotangent)
    }

    /// Sums a cotangent over the axes along which its input was repeated: the one place that undoes broadcasting.
    private func unbroadcast(_ cotangent: Tensor, to input: Tensor) throws(SwndError) -> Tensor {
        guard cotangent.shape != input.shape else { return cotangent }
        let repeated = input.shape.broadcastAxes(to: cotangent.shape)
        let axes = (0..<cotangent.shape.rank).filter(repeated.contains)
        let sum = try Op.sum(cotangent, with: ["axis": .ints(axes), "keepdims": true])
        return try Op.reshaped(sum, to: input.shape)
    }
}
