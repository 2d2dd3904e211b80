import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Testing

/// Gradients against central differences, dual numbers, and their own derivatives against differences of them.
@Suite struct GradientTests {
    static let names = Op.all.filter {
        $0.hasGradient && $0.test.gradientIsDerivative && !$0.test.isRandom
    }.map(\.name)

    @Test(arguments: names)
    func agreesWithDifferences(_ name: String) throws {
        for call in try OperatorCall.small(of: try Operator.named(name)) {
            let inputs = try call.inputs(Double.self, seed: 4)
            // Differences of results in a narrower dtype would be those of their rounding.
            guard try call.run(inputs).allSatisfy({ $0.dtype == .float64 }) else { continue }
            let weights = try Weights(call, inputs)
            let gradients = try gradients(call, inputs) { try weights.sum($0) }
            for (position, gradient) in gradients.enumerated() {
                guard let gradient else { continue }
                let differences = try differences(inputs, position) {
                    try weights.sum(try call.run($0)).scalar()
                }
                expectClose(try gradient.values(as: Double.self), differences, call, position)
            }
        }
    }

    @Test(arguments: names)
    func secondOrderAgreesWithDifferences(_ name: String) throws {
        for call in try OperatorCall.small(of: try Operator.named(name)) {
            try expectDerivatives(of: call, order: 2, seed: 5)
        }
    }

    @Test(arguments: names)
    func thirdOrderAgreesWithDifferences(_ name: String) throws {
        for call in try OperatorCall.small(of: try Operator.named(name))
        where call.shapes.allSatisfy({ $0.reduce(1, *) <= 24 }) {
            try expectDerivatives(of: call, order: 3, seed: 8)
        }
    }

    /// Compares the gradient of a weighted sum of all derivatives of one order less with differences of that sum.
    private func expectDerivatives(of call: OperatorCall, order: Int, seed: UInt64) throws {
        let inputs = try call.inputs(Double.self, seed: seed)
        guard try call.run(inputs).allSatisfy({ $0.dtype == .float64 }) else { return }
        let weights = try Weights(call, inputs)
        func total(_ inputs: [NDArray]) throws -> (NDArray, [NDArray]) {
            let own = try inputs.map { try $0.copied() }
            for input in own { try input.attachGrad() }
            return try autograd.record {
                var sum = try weights.sum(try call.run(own))
                for order in 1..<order {
                    let derivatives = try derivatives(of: sum, with: own)
                    sum = try Weights(derivatives, seed: seed + UInt64(order)).sum(derivatives)
                }
                return (sum, own)
            }
        }
        let (sum, own) = try total(inputs)
        let results = try derivatives(of: sum, with: own)
        for position in own.indices {
            let differences = try differences(inputs, position) { try total($0).0.scalar() }
            expectClose(
                try results[position].values(as: Double.self), differences, call, position)
        }
    }

    /// The derivatives of a number, which are zeros where it is a constant.
    private func derivatives(of sum: NDArray, with variables: [NDArray]) throws -> [NDArray] {
        do throws(SwndError) {
            return try autograd.grad(of: [sum], with: variables, createGraph: true)
        } catch {
            guard error.code == .autograd, error.message.hasPrefix("grad: head 0") else {
                throw error
            }
            return try variables.map { try zerosLike($0) }
        }
    }

    @Test(arguments: Op.all.filter { $0.hasGradient && $0.test.derivatives != nil }.map(\.name))
    func agreesWithDualNumbers(_ name: String) throws {
        let op = try Operator.named(name)
        guard let derivatives = op.test.derivatives else { return }
        for call in try OperatorCall.all(of: op) where Set(call.shapes).count == 1 {
            let inputs = try call.inputs(Double.self, seed: 6)
            let gradients = try gradients(call, inputs) { $0[0] }
            let operands = try inputs.map { try $0.values(as: Double.self) }
            for (position, gradient) in gradients.enumerated() {
                let values = try #require(gradient).values(as: Double.self)
                for index in values.indices {
                    let exact = derivatives(operands.map { $0[index] })[position]
                    let isClose = abs(values[index] - exact) <= 1e-13 * max(1, abs(exact))
                    if !isClose { Issue.record("\(call): \(values[index]), not \(exact)") }
                    if !isClose { return }
                }
            }
        }
    }

    /// Head gradients that are not all the same, so that no transposition goes unseen.
    private struct Weights {
        private let weights: [NDArray]

        init(_ call: OperatorCall, _ inputs: [NDArray]) throws {
            try self.init(try call.run(inputs), seed: 7)
        }

        init(_ results: [NDArray], seed: UInt64) throws {
            var generator = Generator(seed: seed)
            weights = try results.map { result in
                let elements = (0..<result.count).map { _ in
                    Double.random(in: 0.5...1.5, using: &generator)
                }
                return try NDArray(elements, shape: result.shape.axes)
            }
        }

        func sum(_ results: [NDArray]) throws -> NDArray {
            var total = try zeros([1], dtype: .float64)
            for (result, weight) in zip(results, weights) {
                total = try total + Swnd.sum(cast(result, dtype: .float64) * weight)
            }
            return total
        }
    }

    private func gradients(
        _ call: OperatorCall, _ inputs: [NDArray], _ head: ([NDArray]) throws -> NDArray
    ) throws -> [NDArray?] {
        for input in inputs { try input.attachGrad() }
        let result = try autograd.record { try head(try call.run(inputs)) }
        try result.backward()
        return inputs.map(\.grad)
    }

    /// Central differences of a number with respect to each element of an input.
    private func differences(
        _ inputs: [NDArray], _ position: Int, _ function: ([NDArray]) throws -> Double
    ) throws -> [Double] {
        let elements = try inputs[position].values(as: Double.self)
        let shape = inputs[position].shape.axes
        let step = 1e-5
        return try elements.indices.map { index in
            func value(at shift: Double) throws -> Double {
                var moved = elements
                moved[index] += shift
                var all = inputs
                all[position] = try NDArray(moved, shape: shape)
                return try function(all)
            }
            return (try value(at: step) - value(at: -step)) / (2 * step)
        }
    }

    private func expectClose(
        _ values: [Double], _ expected: [Double], _ call: OperatorCall, _ position: Int
    ) {
        #expect(values.count == expected.count)
        // Differences are off by the rounding of the whole function, so all elements share one scale.
        let scale = max(1, expected.map(abs).max() ?? 0)
        for (value, reference) in zip(values, expected) where abs(value - reference) > 2e-5 * scale
        {
            Issue.record("\(call), input \(position): \(values), not \(expected)")
            return
        }
    }
}

extension NDArray {
    fileprivate func scalar() throws -> Double { try scalar(as: Double.self) }
}
