import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

/// Automatic differentiation: what is recorded on this thread, and the way back.
public enum autograd {
    /// Whether operators of this thread are recorded.
    public static var isRecording: Bool {
        get { ThreadModes.isRecording }
        set { ThreadModes.isRecording = newValue }
    }

    /// Whether operators of this thread behave as in training.
    public static var isTraining: Bool {
        get { ThreadModes.isTraining }
        set { ThreadModes.isTraining = newValue }
    }

    /// Runs `body` with recording on.
    public static func record<Result, Failure: Error>(
        trainMode: Bool = true, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ThreadModes.training(trainMode) { () throws(Failure) in
            try ThreadModes.recording(true, body)
        }
    }

    /// Runs `body` with recording off.
    public static func pause<Result, Failure: Error>(
        trainMode: Bool = false, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ThreadModes.training(trainMode) { () throws(Failure) in
            try ThreadModes.recording(false, body)
        }
    }

    /// Runs `body` with operators behaving as in training.
    public static func trainMode<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result { try ThreadModes.training(true, body) }

    /// Runs `body` with operators behaving as in prediction.
    public static func predictMode<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result { try ThreadModes.training(false, body) }

    /// Computes the gradients of several heads with respect to all variables that they came from.
    ///
    /// - Parameter gradients: one for each head; ones are taken where there is none.
    public static func backward(
        _ heads: [NDArray], _ gradients: [NDArray?] = [], retainGraph: Bool = false,
        trainMode: Bool = true
    ) throws(SwndError) {
        let results = try differentiate(
            heads, gradients, keepsGraph: retainGraph, isRecorded: false, trainMode: trainMode)
        for (leaf, gradient) in results {
            guard let cell = leaf as? GradientCell else { continue }
            if let gradient {
                try cell.receive(gradient)
            } else {
                try cell.receive(try Op.zerosLike(try cell.gradient.current().detached))
            }
        }
    }

    /// The gradients of several heads with respect to `variables`, as new arrays; attached gradients stay as they are.
    ///
    /// - Parameter createGraph: whether the results can be differentiated again.
    public static func grad(
        _ heads: [NDArray], _ variables: [NDArray], _ gradients: [NDArray?] = [],
        retainGraph: Bool? = nil, createGraph: Bool = false, trainMode: Bool = true
    ) throws(SwndError) -> [NDArray] {
        for (position, variable) in variables.enumerated() where variable.cell == nil {
            throw SwndError(
                .autograd,
                "grad: variable \(position) of shape \(variable.shape) has no gradient attached")
        }
        let results = try differentiate(
            heads, gradients, keepsGraph: retainGraph ?? createGraph, isRecorded: createGraph,
            trainMode: trainMode)
        var found: [NDArray] = []
        for variable in variables {
            let gradient = results.first { $0.leaf === variable.cell }?.gradient
            // What the heads do not depend on has a gradient of zeros.
            let zeros = try Op.zerosLike(variable.current().detached)
            found.append(NDArray(gradient ?? zeros))
        }
        return found
    }

    private static func differentiate(
        _ heads: [NDArray], _ gradients: [NDArray?], keepsGraph: Bool, isRecorded: Bool,
        trainMode: Bool
    ) throws(SwndError) -> [(leaf: Leaf, gradient: Tensor?)] {
        Process.start()
        guard !heads.isEmpty else {
            throw SwndError(.autograd, "backward: there are no heads")
        }
        guard gradients.isEmpty || gradients.count == heads.count else {
            throw SwndError(
                .value, "backward: \(heads.count) heads and \(gradients.count) head gradients")
        }
        // A head that is a view finds its way into the graph by being read while recording.
        let pairs = try ThreadModes.recording(true) { () throws(SwndError) in
            var pairs: [(head: Tensor, gradient: Tensor?)] = []
            for (position, head) in heads.enumerated() {
                let given = gradients.isEmpty ? nil : gradients[position]
                var gradient: Tensor?
                if let given { gradient = try given.current() }
                pairs.append((try head.current(), gradient))
            }
            return pairs
        }
        var pass = BackwardPass(keepsGraph: keepsGraph, isRecorded: isRecorded)
        let wasTraining = ThreadModes.isTraining
        ThreadModes.isTraining = trainMode
        defer { ThreadModes.isTraining = wasTraining }
        return try pass.run(pairs)
    }
}
