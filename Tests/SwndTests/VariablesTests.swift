import Swnd
import SwndCore
import Testing

/// Variables with gradients that the caller has, and differentiation with respect to results.
@Suite struct VariablesTests {
    @Test func markedGradientsAreThoseThatWereGiven() throws {
        let x = try NDArray([1.0, 2]), w = try NDArray([3.0, 4]), c = try NDArray([5.0, 6])
        let gradients = try (0..<3).map { _ in try NDArray([10.0, 10]) }
        try autograd.mark([x, w, c], with: gradients, [.write, .add, .null])
        try expect(x.grad, [10, 10])
        for _ in 0..<2 { try autograd.record { try x * w * c }.backward() }
        try expect(gradients[0], [15, 24])
        try expect(gradients[1], [20, 34])
        try expect(gradients[2], [10, 10])
        try gradients[0].assign(1)
        try expect(x.grad, [1, 1])
    }

    @Test func gradientsMayBePartsOfOneArray() throws {
        let all = try zeros([4], dtype: .float64)
        let x = try NDArray([1.0, 2]), w = try NDArray([3.0, 4])
        try autograd.mark(
            [x, w], with: [try all[.slice(to: 2)], try all[.slice(from: 2)]], [.write, .add])
        for _ in 0..<2 { try autograd.record { try x * w }.backward() }
        try expect(all, [3, 4, 2, 4])
        // Also while recording.
        try autograd.record { try (x * w).backward() }
        try expect(all, [3, 4, 3, 6])
    }

    @Test func markingNeedsGradientsThatFit() throws {
        let x = try NDArray([1.0, 2])
        expectError(.value, "mark_variables: gradient 0", "(3,)", "(2,)") {
            try autograd.mark([x], with: [try NDArray([1.0, 2, 3])])
        }
        expectError(.value, "mark_variables: ", "float32", "float64") {
            try autograd.mark([x], with: [try NDArray([1, 2] as [Float])])
        }
        expectError(.value, "mark_variables: 1 variables, 2 gradients") {
            try autograd.mark([x], with: [x, x])
        }
        #expect(x.grad == nil)
    }

    @Test func arraysMayBeTheirOwnGradients() throws {
        let x = try NDArray([1.0, 2])
        try autograd.mark([x], with: [x])
        try autograd.record { try x * x }.backward()
        try expect(x, [2, 4])
    }

    @Test func resultsCanBeVariablesOfGrad() throws {
        let x = try leaf([1, 2])
        let (y, z) = try autograd.record {
            let y = try x * x
            return (y, try y * y)
        }
        let gradients = try autograd.grad(of: [z], with: [y, x, z], retainGraph: true)
        try expect(gradients[0], [2, 8])
        try expect(gradients[1], [4, 32])
        try expect(gradients[2], [1, 1])
        // The attached gradient is left alone, the graph can be gone through.
        try expect(x.grad, [0, 0])
        try z.backward()
        try expect(x.grad, [4, 32])
    }

    @Test func theSameVariableTwice() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record { try x * x }
        for gradient in try autograd.grad(of: [y], with: [x, x]) { try expect(gradient, [2, 4]) }
    }

    @Test func gradOfSeveralResultsOfASplit() throws {
        let x = try leaf([1, 2, 3, 4])
        let (parts, y) = try autograd.record {
            let parts = try split(x, numOutputs: 2, axis: 0)
            return (parts, try parts[0] * parts[1])
        }
        let gradients = try autograd.grad(of: [y], with: [parts[1], x, parts[0]])
        try expect(gradients[0], [1, 2])
        try expect(gradients[1], [3, 4, 1, 2])
        try expect(gradients[2], [3, 4])
    }

    @Test func nullHasAGradientThatStaysZero() throws {
        let w = try leaf([3, 4], .null), x = try leaf([1, 2])
        try autograd.record { try x * w }.backward()
        try expect(w.grad, [0, 0])
        expectError(.autograd, "grad: variable 0", "null") {
            try autograd.grad(of: [try autograd.record { try x * w }], with: [w])
        }
    }
}
