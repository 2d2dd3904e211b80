import SwndCore
import SwndOperators

/// Loops whose steps are functions of arrays, as MXNet's `nd.contrib` has them.
///
/// They run as Swift runs them, so what the steps do is recorded operator by operator, and gradients pass through.
public enum contrib {
    /// What a step gives: its outputs, and what the next step begins with.
    public typealias Step = (outputs: [NDArray], states: [NDArray])

    /// Calls a function for each index of the first axis, passing states from call to call.
    ///
    ///     let sums = try contrib.foreach(over: [x], from: [zeros([2])]) {
    ///         rows, states throws(SwndError) in
    ///         let sum = try rows[0] + states[0]
    ///         return ([sum], [sum])
    ///     }
    ///
    /// - Parameters:
    ///   - data: what is gone through; all have the same length, at least 1.
    ///   - states: those of the first call.
    ///   - body: is given the part of each array at an index, and the states.
    /// - Returns: the outputs of all calls, stacked along a new first axis, and the states that the last call returned.
    public static func foreach(
        over data: [NDArray], from states: [NDArray],
        _ body: (_ parts: [NDArray], _ states: [NDArray]) throws(SwndError) -> Step
    ) throws(SwndError) -> Step {
        let lengths = Set(data.map { $0.shape.rank > 0 ? $0.shape[0] : 0 })
        guard let length = lengths.first, lengths.count == 1, length > 0 else {
            throw SwndError(
                .value,
                "foreach: data must have the same length, at least 1, along axis 0; shapes: "
                    + data.map { "\($0.shape)" }.joined(separator: ", "))
        }
        var states = states
        var rows: [[NDArray]] = []
        for index in 0..<length {
            var parts: [NDArray] = []
            for array in data { parts.append(try array.element(index)) }
            let step = try body(parts, states)
            states = step.states
            rows.append(step.outputs)
        }
        return (try stacked(rows, "foreach"), states)
    }

    /// Calls a function while a condition holds, passing variables from call to call.
    ///
    /// - Parameters:
    ///   - variables: those of the first call.
    ///   - maxIterations: the most calls of `body`.
    ///   - condition: whether there is another call.
    ///   - body: is given the variables.
    /// - Returns: the outputs of all calls, stacked along a new first axis of length `maxIterations`; what no call gave is zero.
    ///   Nothing if there was no call. And the variables that the last call returned.
    public static func whileLoop(
        _ variables: [NDArray], maxIterations: Int,
        while condition: (_ variables: [NDArray]) throws(SwndError) -> Bool,
        _ body: (_ variables: [NDArray]) throws(SwndError) -> Step
    ) throws(SwndError) -> Step {
        var variables = variables
        var rows: [[NDArray]] = []
        while rows.count < maxIterations, try condition(variables) {
            let step = try body(variables)
            guard step.states.count == variables.count else {
                throw SwndError(
                    .value,
                    "while_loop: \(step.states.count) variables were returned, and there are \(variables.count)"
                )
            }
            variables = step.states
            rows.append(step.outputs)
        }
        var outputs: [NDArray] = []
        for output in try stacked(rows, "while_loop") {
            outputs.append(try padded(output, to: maxIterations))
        }
        return (outputs, variables)
    }

    /// The outputs of all steps, by their places.
    private static func stacked(
        _ rows: [[NDArray]], _ name: String
    ) throws(SwndError) -> [NDArray] {
        let counts = Set(rows.map(\.count))
        guard counts.count <= 1 else {
            throw SwndError(
                .value, "\(name): steps returned different numbers of outputs: \(counts.sorted())")
        }
        var results: [NDArray] = []
        for place in 0..<(counts.first ?? 0) {
            results.append(try stack(rows.map { $0[place] }, axis: 0))
        }
        return results
    }

    /// The array with zeros behind it, to a length of the first axis.
    private static func padded(_ array: NDArray, to length: Int) throws(SwndError) -> NDArray {
        let missing = length - array.shape[0]
        guard missing > 0 else { return array }
        let rest = try zeros(
            [missing] + array.shape.axes.dropFirst(), ctx: array.context, dtype: array.dtype)
        return try concat([array, rest], dim: 0)
    }
}
