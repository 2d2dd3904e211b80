import SwndCore
import SwndGraph
import SwndOperators

/// Reverse-mode differentiation: carries cotangents from heads back to leaves, newest node first.
///
/// A. Griewank and A. Walther, "Evaluating Derivatives", SIAM 2008, chapter 3.
public struct BackwardPass: ~Copyable {
    private let keepsGraph: Bool
    private let isRecorded: Bool
    private var ledger = Ledger()

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
        for position in heads.indices where !heads[position].head.isDifferentiable {
            throw SwndError(
                .autograd,
                "backward: head \(position) of shape \(heads[position].head.shape) is not part of a recorded graph:"
                    + " compute it inside autograd.record() from arrays with attach_grad(), and keep the graph with"
                    + " retain_graph=True to go back more than once")
        }
        let isRecorded = isRecorded
        return try ThreadModes.recording(isRecorded) { () throws(SwndError) in
            for (head, gradient) in heads {
                guard let origin = head.origin else { continue }
                let position = ledger.position(of: origin)
                try ledger.add(try headGradient(gradient, for: head), at: position)
            }
            return try goBack()
        }
    }

    private mutating func goBack() throws(SwndError) -> [(leaf: Leaf, gradient: Tensor?)] {
        let (nodes, leaves) = collect()
        guard !leaves.isEmpty else {
            throw SwndError(
                .autograd,
                "backward: the heads lead to no array with attach_grad(), or a backward pass has freed their graph"
            )
        }
        for node in nodes { try visit(node.position) }
        var gradients: [(leaf: Leaf, gradient: Tensor?)] = []
        gradients.reserveCapacity(leaves.count)
        for position in leaves {
            guard let leaf = ledger.origin(at: position) as? Leaf else { continue }
            gradients.append((leaf, try ledger.take(position)))
        }
        // The ledger holds all of them, so that none is released from within another one.
        if !keepsGraph {
            for node in nodes { (ledger.origin(at: node.position) as? TapeNode)?.forget() }
        }
        return gradients
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

    /// All nodes and leaves that heads came from: their positions in the ledger, nodes with their numbers, newest first.
    private mutating func collect() -> (nodes: [(number: UInt64, position: Int)], leaves: [Int]) {
        var nodes: [(number: UInt64, position: Int)] = []
        var leaves: [Int] = []
        nodes.reserveCapacity(16)
        var isSorted = true
        var position = 0
        // What an origin came from is entered after it, and looked at in its turn.
        while position < ledger.count {
            let origin = ledger.origin(at: position)
            if let node = origin as? TapeNode {
                if let last = nodes.last, last.number < node.number { isSorted = false }
                nodes.append((node.number, position))
                let count = node.call?.inputs.count ?? 0
                for input in 0..<count {
                    guard let origin = node.call?.inputs[input].origin, origin.isDifferentiable
                    else { continue }
                    _ = ledger.position(of: origin)
                }
            } else if origin is Leaf {
                leaves.append(position)
            }
            position += 1
        }
        if !isSorted { nodes.sort { $0.number > $1.number } }
        return (nodes, leaves)
    }

    private mutating func visit(_ position: Int) throws(SwndError) {
        guard let node = ledger.origin(at: position) as? TapeNode, let call = node.call,
            let cotangent = try ledger.take(position)
        else { return }
        switch call.op.gradient {
        case .rule(let rule): try apply(rule, node, call, cotangent)
        case .part(let slices, let rule):
            guard !isRecorded, let origin = call.inputs[0].origin, origin.isDifferentiable else {
                return try apply(rule, node, call, cotangent)
            }
            ledger.add(
                cotangent, in: slices(call), of: call.inputs[0].value,
                at: ledger.position(of: origin))
        case .composed, .zero: return
        }
    }

    private mutating func apply(
        _ rule: (borrowing Backward) throws(SwndError) -> [Tensor?], _ node: TapeNode,
        _ call: Call, _ cotangent: Tensor
    ) throws(SwndError) {
        // While nothing is recorded, where inputs came from does not matter: what leaves the rule is a constant.
        let back = Backward(
            call: call, output: Tensor(node.output, origin: isRecorded ? node : nil),
            cotangent: cotangent, wanted: call.inputs.few(\.isDifferentiable))
        let results = try rule(back)
        for input in 0..<Swift.min(results.count, call.inputs.count) where back.wanted[input] {
            guard let result = results[input], let origin = call.inputs[input].origin else {
                continue
            }
            let part = isRecorded ? result : result.detached
            try ledger.add(
                try unbroadcast(part, to: call.inputs[input].value.layout.shape),
                at: ledger.position(of: origin))
        }
    }

    /// Sums a cotangent over the axes along which its input was repeated: the one place that undoes broadcasting.
    private func unbroadcast(_ cotangent: Tensor, to shape: Shape) throws(SwndError) -> Tensor {
        guard cotangent.value.layout.shape != shape else { return cotangent }
        let repeated = shape.broadcastAxes(to: cotangent.shape)
        return try Op.reshaped(try Op.summed(cotangent, over: repeated), to: shape)
    }
}
