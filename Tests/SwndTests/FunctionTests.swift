import Swnd
import SwndCore
import Testing

/// Functions with gradients of their own, and operators whose results share one gradient rule.
@Suite struct FunctionTests {
    private static let sigmoid = autograd.Function("sigmoid") { pass, x throws(SwndError) in
        let y = try 1 / (exp(-x[0]) + 1)
        pass.save(y)
        return [y]
    } backward: { pass, gradients throws(SwndError) in
        let y = pass.saved[0]
        return [try gradients[0] * y * (1 - y)]
    }

    /// a * b and a + b.
    private static let both = autograd.Function("both") { pass, x throws(SwndError) in
        pass.save(x[0], x[1])
        return [try x[0] * x[1], try x[0] + x[1]]
    } backward: { pass, gradients throws(SwndError) in
        let (a, b) = (pass.saved[0], pass.saved[1])
        return [try gradients[0] * b + gradients[1], try gradients[0] * a + gradients[1]]
    }

    @Test func givesItsOwnGradient() throws {
        let x = try leaf([0, 1])
        let y = try autograd.record { try Self.sigmoid(x)[0] }
        try y.backward()
        let s = try Swnd.sigmoid(x)
        try expect(y, near: try s.values(as: Double.self))
        try expect(x.grad, near: try (s * (1 - s)).values(as: Double.self))
    }

    @Test func severalInputsAndResults() throws {
        let a = try leaf([1, 2]), b = try leaf([3, 4])
        try autograd.record {
            let results = try Self.both(a, b)
            return try results[0] * 10 + results[1]
        }.backward()
        try expect(a.grad, [31, 41])
        try expect(b.grad, [11, 21])
        // The other result has a gradient of zeros.
        try autograd.record { try Self.both(a, b)[1] }.backward()
        try expect(a.grad, [1, 1])
    }

    @Test func higherOrder() throws {
        let x = try leaf([-1, 0.5, 2])
        // x * x * (x + x)
        let second = try autograd.record {
            let results = try Self.both(x, x)
            let y = try results[0] * results[1]
            let first = try autograd.grad(of: [y], with: [x], createGraph: true)[0]
            return try autograd.grad(of: [first], with: [x], createGraph: true)[0]
        }
        try expect(second, near: [-12, 6, 24])
        try second.backward()
        try expect(x.grad, near: [12, 12, 12])
    }

    @Test func isNotRecordedOutside() throws {
        let x = try leaf([1, 2])
        let y = try Self.sigmoid(x)[0]
        expectError(.autograd, "backward: ") { try y.backward() }
    }

    @Test func forwardIsNotRecorded() throws {
        let x = try leaf([1, 2])
        let noting = autograd.Function("noting") { _, x throws(SwndError) in
            #expect(!autograd.isRecording && autograd.isTraining)
            return [try x[0] * 5]
        } backward: { _, gradients throws(SwndError) in
            #expect(!autograd.isRecording)
            return [gradients[0]]
        }
        try autograd.record { try noting(x)[0] }.backward()
        try expect(x.grad, [1, 1])
    }

    @Test func errorsComeOut() throws {
        let x = try leaf([1, 2])
        func backward(
            _ gradients: @escaping @Sendable ([NDArray]) throws(SwndError) -> [NDArray?]
        ) throws {
            let wrong = autograd.Function("wrong") { _, x throws(SwndError) in
                [try x[0] * 2]
            } backward: { _, given throws(SwndError) in
                try gradients(given)
            }
            try autograd.record { try wrong(x)[0] }.backward()
        }
        expectError(.index, "mine: ") {
            try backward { _ throws(SwndError) in throw SwndError(.index, "mine: no") }
        }
        expectError(.value, "wrong: ", "2 gradients", "1 inputs") {
            try backward { given throws(SwndError) in [given[0], given[0]] }
        }
        expectError(.value, "wrong: ", "(3,)", "(2,)") {
            try backward { _ throws(SwndError) in [try NDArray([1, 2, 3])] }
        }
        try backward { _ throws(SwndError) in [nil] }
        try expect(x.grad, [0, 0])
        try backward { _ throws(SwndError) in [try NDArray([7] as [Float])] }
        try expect(x.grad, [7, 7])
    }

    @Test func aRecordedResultMayBeComputedAnywhere() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record { () throws(SwndError) in
            let result = try NDArray([10.0, 20])
            return try autograd.record("given", [result], of: [x], saving: [x]) {
                saved, gradients throws(SwndError) in [try gradients[0] * saved[0] * 3]
            }[0]
        }
        try expect(y, [10, 20])
        try y.backward()
        try expect(x.grad, [3, 6])
    }
}
