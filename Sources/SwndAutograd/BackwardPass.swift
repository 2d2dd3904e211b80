import SwndCore
import SwndGraph
import SwndOperators

/// Reverse-mode differentiation: carries cotangents from heads back to leaves, newest node first.
///
/// A. Griewank and A. Walther, "Evaluating Derivatives", SIAM 2008, chapter 3.
public struct BackwardPass: ~Copyable {
    private let name: StaticString
    private let keepsGraph: Bool
    private let isRecorded: Bool
    private var ledger = Ledger()
    private var route = Route()

    /// - Parameters:
    ///   - name: what errors begin with: the function that was called.
    ///   - keepsGraph: whether the graph can be differentiated again. Otherwise each node is freed as soon as it was used, so
    ///     that what it held is gone before the next one needs memory.
    ///   - isRecorded: whether the pass itself is recorded, for derivatives of higher order.
    public init(_ name: StaticString, keepsGraph: Bool, isRecorded: Bool) {
        self.name = name
        self.keepsGraph = keepsGraph || isRecorded
        self.isRecorded = isRecorded
    }

    /// The gradients of the sum of all heads, each weighted with its head gradient, with respect to every leaf they came from.
    ///
    /// A leaf that is reached through constants only, such as the result of a comparison, has the gradient nothing.
    public mutating func run(
        _ heads: [(head: Tensor, gradient: Tensor?)]
    ) throws(SwndError) -> [(leaf: Leaf, gradient: Tensor?)] {
        try start(heads) { pass throws(SwndError) in
            guard !pass.route.leaves.isEmpty else {
                throw SwndError(
                    .autograd,
                    "\(pass.name): the heads lead to no array with attach_grad(), or a backward pass has freed their graph"
                )
            }
            try pass.goBack()
            var gradients: [(leaf: Leaf, gradient: Tensor?)] = []
            gradients.reserveCapacity(pass.route.leaves.count)
            for position in pass.route.leaves {
                guard let leaf = pass.ledger.origin(at: position) as? Leaf else { continue }
                gradients.append((leaf, try pass.ledger.take(position)))
            }
            return gradients
        }
    }

    /// The same with respect to given places on the tape, leaves or results in the midst of the graph; nothing for those that no
    /// cotangent came to. Only the nodes that lead there are visited.
    public mutating func run(
        _ heads: [(head: Tensor, gradient: Tensor?)], toward targets: [Origin]
    ) throws(SwndError) -> [Tensor?] {
        try start(heads) { pass throws(SwndError) in
            guard !pass.route.isTorn else { throw pass.tornGraph }
            for (number, target) in targets.enumerated() where pass.route.isCut {
                guard pass.ledger.knownPosition(of: target) == nil else { continue }
                throw SwndError(
                    .autograd,
                    "\(pass.name): the graph between the heads and variable \(number) was freed by a pass before: keep it with"
                        + " retain_graph=True")
            }
            let positions = targets.map { pass.ledger.position(of: $0) }
            pass.route.narrow(to: positions, in: pass.ledger)
            guard !pass.route.isTorn else { throw pass.tornGraph }
            try pass.goBack()
            var gradients: [Tensor?] = []
            for position in positions { gradients.append(try pass.ledger.sum(position)) }
            return gradients
        }
    }

    private mutating func start<Result>(
        _ heads: [(head: Tensor, gradient: Tensor?)],
        _ body: (inout BackwardPass) throws(SwndError) -> Result
    ) throws(SwndError) -> Result {
        for position in heads.indices where !heads[position].head.isDifferentiable {
            throw SwndError(
                .autograd,
                "\(name): head \(position) of shape \(heads[position].head.shape) is not part of a recorded graph:"
                    + " compute it inside autograd.record() from arrays with attach_grad(), and keep the graph with"
                    + " retain_graph=True to go back more than once")
        }
        let wasRecording = ThreadModes.isRecording
        ThreadModes.isRecording = isRecorded
        defer { ThreadModes.isRecording = wasRecording }
        for (head, gradient) in heads {
            guard let origin = head.origin else { continue }
            let position = ledger.position(of: origin)
            try ledger.add(try headGradient(gradient, for: head), at: position)
        }
        route.collect(from: &ledger)
        return try body(&self)
    }

    private var tornGraph: SwndError {
        SwndError(.autograd, "\(name): another pass has freed the graph while this one used it")
    }

    private mutating func goBack() throws(SwndError) {
        for (_, position) in route.nodes {
            // The ledger holds all nodes, so that none is released from within another one.
            guard let node = ledger.origin(at: position) as? TapeNode else { continue }
            let record = keepsGraph ? node.record : node.forget()
            guard route.leads(position) else { continue }
            guard let record else { throw tornGraph }
            try visit(node, record, position)
        }
    }

    private func headGradient(_ given: Tensor?, for head: Tensor) throws(SwndError) -> Tensor {
        guard let given else { return try Op.onesLike(head.detached) }
        guard given.shape == head.shape, given.dtype == head.dtype else {
            throw SwndError(
                .value,
                "\(name): head gradient \(given.shape) \(given.dtype) must have shape and dtype of its"
                    + " head, \(head.shape) \(head.dtype)")
        }
        guard given.context == head.context else {
            throw SwndError(
                .context,
                "\(name): head gradient on \(given.context) must be where its head is, on"
                    + " \(head.context)")
        }
        return isRecorded ? given : given.detached
    }

    private mutating func visit(
        _ node: TapeNode, _ record: TapeNode.Record, _ position: Int
    ) throws(SwndError) {
        let branches = route.branches(of: position)
        guard branches.isEmpty else { return try visit(node, record, branches) }
        let isTarget = route.isTarget(position)
        guard let cotangent = try isTarget ? ledger.sum(position) : ledger.take(position) else {
            return
        }
        let call = record.call
        switch call.op.gradient {
        case .rule(let rule):
            // While nothing is recorded, where inputs came from does not matter: what leaves the rule is a constant.
            let back = Backward(
                call: call, output: Tensor(record.output, origin: isRecorded ? node : nil),
                cotangent: cotangent, wanted: wanted(call))
            try apply(rule, back)
        case .part(let slices, let rule):
            guard !isRecorded, let origin = call.inputs[0].origin, origin.isDifferentiable else {
                let back = Backward(
                    call: call, output: Tensor(record.output, origin: isRecorded ? node : nil),
                    cotangent: cotangent, wanted: wanted(call))
                return try apply(rule, back)
            }
            ledger.add(
                cotangent, in: slices(call), of: call.inputs[0].value,
                at: ledger.position(of: origin))
        case .undefined:
            throw call.error(.autograd, "there is no gradient of this operator")
        case .composed, .zero: return
        }
    }

    /// The same for an application with several results: their cotangents go into one rule.
    private mutating func visit(
        _ node: TapeNode, _ record: TapeNode.Record, _ branches: [Route.Branching]
    ) throws(SwndError) {
        let call = record.call
        let outputs = [record.output] + (record.others ?? [])
        var cotangents = [Tensor?](repeating: nil, count: outputs.count)
        for branch in branches {
            let isTarget = route.isTarget(branch.position)
            guard
                let cotangent = try isTarget
                    ? ledger.sum(branch.position) : ledger.take(branch.position)
            else { continue }
            if let other = cotangents[branch.output] {
                cotangents[branch.output] = try Op.add.broadcast.applyOne(other, cotangent)
            } else {
                cotangents[branch.output] = cotangent
            }
        }
        guard cotangents.contains(where: { $0 != nil }) else { return }
        var pairs: [(output: Tensor, cotangent: Tensor)] = []
        for (position, output) in outputs.enumerated() {
            let origin = isRecorded ? Branch(of: node, at: position) : nil
            let result = Tensor(output, origin: origin)
            if let cotangent = cotangents[position] {
                pairs.append((result, cotangent))
            } else {
                pairs.append((result, try Op.zerosLike(Tensor(output))))
            }
        }
        switch call.op.gradient {
        case .rule(let rule), .part(_, let rule):
            let back = Backward(
                call: call, output: pairs[0].output, cotangent: pairs[0].cotangent,
                others: Array(pairs.dropFirst()), wanted: wanted(call))
            try apply(rule, back)
        case .undefined:
            throw call.error(.autograd, "there is no gradient of this operator")
        case .composed, .zero: return
        }
    }

    /// Which inputs of a call a cotangent is needed for.
    private mutating func wanted(_ call: Call) -> Few<Bool> {
        guard route.isNarrow else { return call.inputs.few(\.isDifferentiable) }
        var wanted: [Bool] = []
        for position in 0..<call.inputs.count {
            guard let origin = call.inputs[position].origin, origin.isDifferentiable else {
                wanted.append(false)
                continue
            }
            wanted.append(route.leads(ledger.position(of: origin)))
        }
        return Few(wanted)
    }

    private mutating func apply(
        _ rule: (borrowing Backward) throws(SwndError) -> [Tensor?], _ back: borrowing Backward
    ) throws(SwndError) {
        let inputs = back.call.inputs
        let results = try rule(back)
        for input in 0..<Swift.min(results.count, inputs.count) where back.wanted[input] {
            guard let result = results[input], let origin = inputs[input].origin else { continue }
            let part = isRecorded ? result : result.detached
            try ledger.add(
                try unbroadcast(part, to: inputs[input].value.layout.shape),
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
