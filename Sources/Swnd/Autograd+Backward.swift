import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

extension autograd {
    /// Computes the gradients of several heads with respect to all variables that they came from.
    ///
    /// Variables are arrays with ``NDArray/attachGrad(_:)`` or ``mark(_:with:_:)``; what they do with the gradient was said
    /// there. The graph is freed while it is gone through, unless it is to be kept.
    ///
    /// - Parameters:
    ///   - heads: what is differentiated: the sum of all elements of all heads.
    ///   - gradients: weights of the elements, one array for each head; ones are taken where there is none.
    ///   - retainGraph: whether the graph can be gone through again.
    ///   - trainMode: whether operators behave as in training meanwhile.
    public static func backward(
        _ heads: [NDArray], _ gradients: [NDArray?] = [], retainGraph: Bool = false,
        trainMode: Bool = true
    ) throws(SwndError) {
        let pairs = try pairs("backward", heads, gradients)
        var pass = BackwardPass("backward", keepsGraph: retainGraph, isRecorded: false)
        let results = try ThreadModes.training(trainMode) { () throws(SwndError) in
            try pass.run(pairs)
        }
        for (leaf, gradient) in results {
            try leaf.receive(gradient)
        }
    }

    /// The gradients of several heads with respect to `variables`, as new arrays; attached gradients stay as they are.
    ///
    /// A variable may be an array with an attached gradient, or any result in the midst of the graph. What the heads do not
    /// depend on has a gradient of zeros.
    ///
    ///     let y = try autograd.record { try sum(x * x * x) }
    ///     let slope = try autograd.grad(of: [y], with: [x], createGraph: true)[0]
    ///     try slope.backward()  // x.grad is 6 x
    ///
    /// - Parameters:
    ///   - heads: what is differentiated: the sum of all elements of all heads.
    ///   - variables: what it is differentiated with respect to.
    ///   - gradients: weights of the elements, one array for each head; ones are taken where there is none.
    ///   - retainGraph: whether the graph can be gone through again; as `createGraph` unless it is given.
    ///   - createGraph: whether the results can be differentiated again.
    ///   - trainMode: whether operators behave as in training meanwhile.
    public static func grad(
        of heads: [NDArray], with variables: [NDArray], weighted gradients: [NDArray?] = [],
        retainGraph: Bool? = nil, createGraph: Bool = false, trainMode: Bool = true
    ) throws(SwndError) -> [NDArray] {
        let pairs = try pairs("grad", heads, gradients)
        var targets: [Origin] = []
        for (position, variable) in variables.enumerated() {
            targets.append(try target(variable, position))
        }
        var pass = BackwardPass(
            "grad", keepsGraph: retainGraph ?? createGraph, isRecorded: createGraph)
        let results = try ThreadModes.training(trainMode) { () throws(SwndError) in
            try pass.run(pairs, toward: targets)
        }
        var found: [NDArray] = []
        for (variable, gradient) in zip(variables, results) {
            if let gradient {
                found.append(NDArray(try Op.moved(gradient, to: variable.context)))
            } else {
                found.append(NDArray(try Op.zerosLike(Tensor(try variable.current().value))))
            }
        }
        return found
    }

    /// Makes arrays variables of differentiation whose gradients are put into given arrays.
    ///
    /// - Parameters:
    ///   - variables: the arrays; the graphs behind them are cut off.
    ///   - gradients: one for each variable, of its shape and dtype. They keep their elements until a backward pass.
    ///   - requests: what backward does with them: one request for each, or one for all.
    public static func mark(
        _ variables: [NDArray], with gradients: [NDArray],
        _ requests: [GradientRequest] = [.write]
    ) throws(SwndError) {
        Process.start()
        guard variables.count == gradients.count,
            requests.count == variables.count || requests.count == 1
        else {
            throw SwndError(
                .value,
                "mark_variables: \(variables.count) variables, \(gradients.count) gradients, \(requests.count) requests"
            )
        }
        for (position, (variable, gradient)) in zip(variables, gradients).enumerated() {
            guard variable.shape == gradient.shape, variable.dtype == gradient.dtype else {
                throw SwndError(
                    .value,
                    "mark_variables: gradient \(position), \(gradient.shape) \(gradient.dtype), must have shape and dtype"
                        + " of its variable, \(variable.shape) \(variable.dtype)")
            }
        }
        for (position, (variable, gradient)) in zip(variables, gradients).enumerated() {
            // A handle of its own, which has no gradient: cells that held each other's arrays would never be freed.
            let own = NDArray(variable: gradient.variable, view: gradient.view, isTracked: false)
            variable.attach(own, requests[requests.count == 1 ? 0 : position])
        }
    }

    /// The place on the tape that the gradient of a variable is asked for at.
    private static func target(_ variable: NDArray, _ position: Int) throws(SwndError) -> Origin {
        if let cell = variable.cell {
            guard cell.isDifferentiable else {
                throw SwndError(
                    .autograd,
                    "grad: variable \(position) of shape \(variable.shape) has grad_req null")
            }
            return cell
        }
        let tensor = try ThreadModes.recording(true) { () throws(SwndError) in
            try variable.current()
        }
        guard let origin = tensor.origin, origin.isDifferentiable else {
            throw SwndError(
                .autograd,
                "grad: variable \(position) of shape \(variable.shape) has no gradient attached and is no recorded result"
            )
        }
        return origin
    }

    /// Heads and their gradients, as the tape knows them.
    private static func pairs(
        _ name: StaticString, _ heads: [NDArray], _ gradients: [NDArray?]
    ) throws(SwndError) -> [(head: Tensor, gradient: Tensor?)] {
        Process.start()
        guard !heads.isEmpty else {
            throw SwndError(.autograd, "\(name): there are no heads")
        }
        guard gradients.isEmpty || gradients.count == heads.count else {
            throw SwndError(
                .value, "\(name): \(heads.count) heads and \(gradients.count) head gradients")
        }
        // A head that is a view finds its way into the graph by being read while recording.
        return try ThreadModes.recording(true) { () throws(SwndError) in
            var pairs: [(head: Tensor, gradient: Tensor?)] = []
            for (position, head) in heads.enumerated() {
                let given = gradients.isEmpty ? nil : gradients[position]
                var gradient: Tensor?
                if let given { gradient = try given.current() }
                pairs.append((try head.current(), gradient))
            }
            return pairs
        }
    }
}
