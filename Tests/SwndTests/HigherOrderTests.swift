import Swnd
import SwndCore
import Testing

/// `autograd.grad`, and derivatives of derivatives.
@Suite struct HigherOrderTests {
    @Test func gradGivesNewArrays() throws {
        let x = try leaf([1, 2]), y = try leaf([3, 4])
        let z = try autograd.record { try x * y }
        let gradients = try autograd.grad(of: [z], with: [y, x], retainGraph: true)
        try expect(gradients[0], [1, 2])
        try expect(gradients[1], [3, 4])
        try expect(x.grad, [0, 0])
        try expect(y.grad, [0, 0])
        let weighted = try autograd.grad(of: [z], with: [x], weighted: [NDArray([1, 10])])
        try expect(weighted[0], [3, 40])
        expectError(.autograd, "grad: ") { try autograd.grad(of: [z], with: [x]) }
    }

    @Test func gradOfWhatIsNotReachedIsZero() throws {
        let x = try leaf([1, 2]), y = try leaf([3, 4, 5])
        let z = try autograd.record { try x * x }
        let gradients = try autograd.grad(of: [z], with: [x, y])
        try expect(gradients[0], [2, 4])
        try expect(gradients[1], [0, 0, 0])
    }

    @Test func gradNeedsVariables() throws {
        let x = try leaf([1, 2]), plain = try NDArray([1, 2, 3])
        let z = try autograd.record { try x * x }
        expectError(.autograd, "grad: ", "variable 1", "(3,)") {
            try autograd.grad(of: [z], with: [x, plain])
        }
        // The graph is still there.
        try expect(try autograd.grad(of: [z], with: [x])[0], [2, 4])
    }

    /// The function and its derivatives, each made from the one before.
    private func derivatives(
        _ order: Int, at x: NDArray, _ function: (NDArray) throws -> NDArray
    ) throws -> [NDArray] {
        try autograd.record {
            var results = [try function(x)]
            for _ in 0..<order {
                let last = results[results.count - 1]
                results += try autograd.grad(of: [last], with: [x], createGraph: true)
            }
            return results
        }
    }

    /// The derivatives of log gamma at 1 are values of the zeta function.
    @Test func logGamma() throws {
        let x = try leaf([1, 0.5])
        let results = try derivatives(3, at: x) { try gammaln($0) }
        try expect(results[1], near: [-0.577215664901532861, -1.963510026021423479])
        try expect(results[2], near: [1.644934066848226436, 4.934802200544679309])
        try expect(results[3], near: [-2.404113806319188571, -16.82879664423431999])
    }

    @Test func cube() throws {
        let x = try leaf([-1, 0, 0.5, 2])
        let results = try derivatives(3, at: x) { try $0 * $0 * $0 }
        try expect(results[0], [-1, 0, 0.125, 8])
        try expect(results[1], [3, 0, 0.75, 12])
        try expect(results[2], [-6, 0, 3, 12])
        try expect(results[3], [6, 6, 6, 6])
        let powers = try derivatives(3, at: x) { try $0.power(3) }
        try expect(powers[1], near: [3, 0, 0.75, 12])
        try expect(powers[2], near: [-6, 0, 3, 12])
        try expect(powers[3], near: [6, 6, 6, 6])
    }

    /// exp(x) sin(x): the derivatives are known.
    @Test func composite() throws {
        let points = [-1.5, -0.25, 0, 1, 2.5]
        let x = try leaf(points)
        let results = try derivatives(3, at: x) { try exp($0) * sin($0) }
        let (e, s, c) = (try exp(x), try sin(x), try cos(x))
        try expect(results[1], near: try (e * (s + c)).values(as: Double.self))
        try expect(results[2], near: try (2 * e * c).values(as: Double.self))
        try expect(results[3], near: try (2 * e * (c - s)).values(as: Double.self))
    }

    /// sum(tanh(W x))^2 with respect to the matrix: against differences of the gradient.
    @Test func productsAndReductions() throws {
        let weights = try NDArray([0.1, -0.2, 0.3, 0.4, 0.5, -0.6], shape: [2, 3])
        let x = try NDArray([1, -2, 0.5], shape: [3, 1])
        func secondOrder(_ w: NDArray) throws -> (head: NDArray, gradient: NDArray) {
            try w.attachGrad()
            return try autograd.record {
                let y = try square(sum(tanh(dot(w, x))))
                let first = try autograd.grad(of: [y], with: [w], createGraph: true)[0]
                return (try sum(first * first), first)
            }
        }
        let (head, _) = try secondOrder(weights)
        try head.backward()
        let exact = try #require(weights.grad).values(as: Double.self)
        let numbers = try weights.values(as: Double.self)
        for position in numbers.indices {
            func value(_ shift: Double) throws -> Double {
                var moved = numbers
                moved[position] += shift
                return try secondOrder(NDArray(moved, shape: [2, 3])).head.scalar(as: Double.self)
            }
            let difference = try (value(1e-5) - value(-1e-5)) / 2e-5
            #expect(Swift.abs(exact[position] - difference) < 1e-7)
        }
    }

    /// The penalty on a gradient: backward through a derivative, once and outside of the scope.
    @Test func backwardThroughAGradient() throws {
        let x = try leaf([1, 2])
        let gradient = try autograd.record {
            try autograd.grad(of: [try x * x * x], with: [x], createGraph: true)[0]
        }
        try expect(gradient, [3, 12])
        try gradient.backward()
        try expect(x.grad, [6, 12])
        // Without createGraph the result is a constant.
        let y = try autograd.record { try x * x }
        let constant = try autograd.grad(of: [y], with: [x])[0]
        expectError(.autograd, "backward: ") { try constant.backward() }
    }

    @Test func headGradientsAreDifferentiatedAsWell() throws {
        let x = try leaf([1, 2]), v = try leaf([3, 4])
        let product = try autograd.record {
            try autograd.grad(of: [try x * x], with: [x], weighted: [v], createGraph: true)[0]
        }
        try expect(product, [6, 16])
        try product.backward()
        try expect(v.grad, [2, 4])
        try expect(x.grad, [6, 8])
    }
}
