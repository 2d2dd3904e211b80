import SwndCore
import SwndGraph
import SwndOperators

extension autograd {
    /// A function with a gradient of its own.
    ///
    ///     let sigmoid = autograd.Function("sigmoid") { pass, x throws(SwndError) in
    ///         let y = try 1 / (exp(-x[0]) + 1)
    ///         pass.save(y)
    ///         return [y]
    ///     } backward: { pass, gradients throws(SwndError) in
    ///         let y = pass.saved[0]
    ///         return [try gradients[0] * y * (1 - y)]
    ///     }
    ///     let y = try autograd.record { try sigmoid(x)[0] }
    ///
    /// `forward` is not recorded. `backward` is, while derivatives of higher order are computed: then arrays that were saved and
    /// are inputs or results are variables, everything else is a constant.
    public struct Function: Sendable {
        /// One use of a function: what `forward` keeps for `backward`.
        public final class Pass: @unchecked Sendable {
            /// The saved arrays, in order, as they were when `forward` returned.
            public fileprivate(set) var saved: [NDArray] = []

            fileprivate init(_ saved: [NDArray] = []) { self.saved = saved }

            /// Keeps arrays for `backward`: inputs, results or others.
            public func save(_ arrays: NDArray...) { saved += arrays }
        }

        /// Computes results from inputs.
        public typealias Forward =
            @Sendable (_ pass: Pass, _ inputs: [NDArray]) throws(SwndError) -> [NDArray]

        /// Computes a gradient for each input, or nothing, from one for each result.
        public typealias Backward =
            @Sendable (_ pass: Pass, _ gradients: [NDArray]) throws(SwndError) -> [NDArray?]

        /// What errors call it.
        public let name: String
        private let forward: Forward
        private let backward: Backward

        /// A function that errors call `name`.
        public init(
            _ name: String, forward: @escaping Forward, backward: @escaping Backward
        ) {
            self.name = name
            self.forward = forward
            self.backward = backward
        }

        /// Applies the function: new arrays that hold the results of `forward`.
        public func callAsFunction(_ inputs: NDArray...) throws(SwndError) -> [NDArray] {
            try self(inputs)
        }

        /// Applies the function to a list of arrays.
        public func callAsFunction(_ inputs: [NDArray]) throws(SwndError) -> [NDArray] {
            let pass = Pass()
            let isTraining = autograd.isTraining
            let outputs = try autograd.pause(trainMode: isTraining) { () throws(SwndError) in
                try forward(pass, inputs)
            }
            guard autograd.isRecording else { return outputs }
            let backward = backward
            return try autograd.record(name, outputs, of: inputs, saving: pass.saved) {
                saved, gradients throws(SwndError) in
                try backward(Pass(saved), gradients)
            }
        }
    }

    /// Records `outputs`, computed in whatever way, as the results of a function of `inputs` with a gradient of its own.
    ///
    /// - Parameters:
    ///   - name: what errors call the function.
    ///   - outputs: the results; the gradient does not depend on how they were computed.
    ///   - inputs: what they were computed from.
    ///   - saved: arrays that `backward` is given, as they are now. Those that are inputs or outputs, the very same objects, are
    ///     variables in derivatives of higher order; all others are constants.
    ///   - backward: computes from the saved arrays and one gradient for each output one for each input, or nothing.
    /// - Returns: new arrays that hold the outputs.
    public static func record(
        _ name: String, _ outputs: [NDArray], of inputs: [NDArray], saving saved: [NDArray],
        backward:
            @escaping @Sendable (_ saved: [NDArray], _ gradients: [NDArray])
            throws(SwndError) -> [NDArray?]
    ) throws(SwndError) -> [NDArray] {
        Process.start()
        var values: [Value] = []
        for output in outputs { values.append(try output.current().value) }
        guard !values.isEmpty else {
            throw SwndError(.value, "\(name): a function needs at least one result")
        }
        let arguments = try Few(inputs).few { input throws(SwndError) in try input.current() }
        var places: [SavedArray] = []
        for array in saved {
            places.append(try SavedArray(array, inputs: inputs, outputs: outputs))
        }
        let kept = places
        let op = Operator(
            name, doc: .init("A function with a gradient of its own."),
            inputs: [.init("inputs", isVariadic: true, "The inputs.")],
            body: .composition { call throws(SwndError) in
                throw call.error(.internalFault, "its results were computed elsewhere")
            },
            gradient: .rule { back throws(SwndError) in
                let gradients = [back.cotangent] + back.others.map(\.cotangent)
                let results = try backward(
                    kept.map { $0.array(in: back) }, gradients.map { NDArray($0) })
                return try fitted(results, back.call)
            })
        return Operator.recorded(Call(op, inputs: arguments, attributes: []), values).map {
            NDArray($0)
        }
    }

    /// What a backward function gave, as gradients of the inputs: repeated to their shapes, in their dtypes.
    private static func fitted(
        _ results: [NDArray?], _ call: Call
    ) throws(SwndError) -> [Tensor?] {
        guard results.count == call.inputs.count else {
            throw call.error(
                .value, "backward gave \(results.count) gradients for \(call.inputs.count) inputs")
        }
        var gradients: [Tensor?] = []
        for (position, result) in results.enumerated() {
            guard let result else {
                gradients.append(nil)
                continue
            }
            let input = call.inputs[position]
            var gradient = try result.current()
            guard Shape.broadcast(gradient.shape, input.shape) == input.shape else {
                throw call.error(
                    .value,
                    "backward gave a gradient of shape \(gradient.shape) for input \(position) of shape \(input.shape)"
                )
            }
            if gradient.shape != input.shape {
                gradient = try Op.widened(gradient, to: input.shape)
            }
            if gradient.dtype != input.dtype {
                gradient = try Op.cast(gradient, with: ["dtype": .dtype(input.dtype)])
            }
            gradients.append(gradient)
        }
        return gradients
    }
}

/// An array that a function keeps for its way back. Results are kept without their origin, which holds the function.
private enum SavedArray: Sendable {
    case input(Int)
    case output(Int)
    case constant(Value)

    init(_ array: NDArray, inputs: [NDArray], outputs: [NDArray]) throws(SwndError) {
        if let position = inputs.firstIndex(where: { $0 === array }) {
            self = .input(position)
        } else if let position = outputs.firstIndex(where: { $0 === array }) {
            self = .output(position)
        } else {
            self = .constant(try array.current().value)
        }
    }

    /// The array; a variable only while the way back is recorded.
    func array(in back: borrowing SwndGraph.Backward) -> NDArray {
        let tensor =
            switch self {
            case .input(let position): back.call.inputs[position]
            case .output(0): back.output
            case .output(let position): back.others[position - 1].output
            case .constant(let value): Tensor(value)
            }
        return NDArray(ThreadModes.isRecording ? tensor : tensor.detached)
    }
}
