import Swnd
import SwndCore
import Testing

/// What backward gives to whom: the rules of MXNet 1.9.1.
@Suite struct BackwardTests {
    @Test func tutorial() throws {
        let x = try NDArray([1, 2, 3, 4] as [Float], shape: [2, 2])
        try x.attachGrad()
        try expect(x.grad, [0, 0, 0, 0], shape: [2, 2])
        let z = try autograd.record { try x * 2 * x }
        try z.backward()
        try expect(x.grad, [4, 8, 12, 16], shape: [2, 2])
        #expect(x.grad?.dtype == .float32)
    }

    @Test func headGradientsWeigh() throws {
        let x = try leaf([1, 2, 3])
        let y = try autograd.record { try x * x }
        expectError(.value, "backward: ", "(2,)", "(3,)") { try y.backward(NDArray([1, 2])) }
        expectError(.value, "backward: ", "float32", "float64") {
            try y.backward(NDArray([1, 2, 3] as [Float]))
        }
        try expect(x.grad, [0, 0, 0])
        try y.backward(try NDArray([1, 2, 3]))
        try expect(x.grad, [2, 8, 18])
    }

    @Test func requestsWriteAndAdd() throws {
        for (request, expected) in [(GradientRequest.write, 2.0), (.add, 6)] {
            let x = try leaf([1, 2], request)
            for _ in 0..<3 { try autograd.record { try x * x }.backward() }
            try expect(x.grad, [expected, 2 * expected])
        }
    }

    @Test func requestNullMeansConstant() throws {
        let x = try leaf([1, 2]), w = try leaf([3, 4], .null)
        try autograd.record { try x * w }.backward()
        try expect(x.grad, [3, 4])
        try expect(w.grad, [0, 0])
        let y = try autograd.record { try w * w }
        expectError(.autograd, "backward: ") { try y.backward() }
    }

    @Test func attachingAgainStartsAnew() throws {
        let x = try leaf([1, 2])
        try autograd.record { try x * x }.backward()
        let old = try #require(x.grad)
        try x.attachGrad()
        try expect(x.grad, [0, 0])
        try expect(old, [2, 4])
    }

    @Test func attachingToAnIntermediateCutsTheGraph() throws {
        let x = try leaf([1, 2, 3])
        let (middle, z) = try autograd.record {
            let middle = try x * 2
            try middle.attachGrad()
            return (middle, try middle * middle)
        }
        try z.backward()
        try expect(middle.grad, [4, 8, 12])
        try expect(x.grad, [0, 0, 0])
    }

    @Test func onlyTheArrayItselfHasTheGradient() throws {
        let x = try leaf([1, 2])
        #expect(try x.copied().grad == nil)
        #expect(try x[.at(0)].grad == nil)
        #expect(try x.reshaped([2, 1]).grad == nil)
        #expect(x.detached().grad == nil)
        #expect(try autograd.record { try x * 2 }.grad == nil)
    }

    @Test func leavesAreHeadsOfTheirOwn() throws {
        let x = try leaf([1, 2])
        try x.backward()
        try expect(x.grad, [1, 1])
        try x.backward(try NDArray([3, 4]))
        try expect(x.grad, [3, 4])
    }

    @Test func severalHeads() throws {
        let x = try leaf([1, 2, 3])
        func heads() throws -> [NDArray] {
            try autograd.record {
                let y = try x * x
                return [try y * 2, try y * 3]
            }
        }
        try autograd.backward(try heads())
        try expect(x.grad, [10, 20, 30])
        try autograd.backward(try heads(), [nil, try NDArray([1, 10, 100])])
        try expect(x.grad, [4 + 6, 8 + 120, 12 + 1800])
        let head = try heads()[0]
        try autograd.backward([head, head])
        try expect(x.grad, [8, 16, 24])
        expectError(.autograd, "backward: ") { try autograd.backward([]) }
        expectError(.value, "backward: ", "2 heads", "1 ") {
            try autograd.backward(try heads(), [nil])
        }
    }

    @Test func aGraphIsUsedOnceUnlessRetained() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record { try x * x }
        try y.backward(retainGraph: true)
        try y.backward()
        try expect(x.grad, [2, 4])
        expectError(.autograd, "backward: ", "(2,)", "retain_graph") { try y.backward() }
    }

    @Test func aGraphIsUsedOnceByAllHeads() throws {
        let x = try leaf([1, 2])
        let (y, z, w) = try autograd.record {
            let y = try x * x
            return (y, try y * 2, try y * 3)
        }
        try z.backward()
        try expect(x.grad, [4, 8])
        expectError(.autograd, "backward: ") { try y.backward() }
        expectError(.autograd, "backward: ") { try w.backward() }
        try expect(x.grad, [4, 8])
    }

    @Test func whatIsNotRecordedHasNoWayBack() throws {
        let x = try leaf([1, 2])
        let outside = try x * x
        expectError(.autograd, "backward: ", "(2,)") { try outside.backward() }
        let plain = try NDArray([1, 2])
        expectError(.autograd, "backward: ") { try plain.backward() }
        let constant = try autograd.record { try plain * plain }
        expectError(.autograd, "backward: ") { try constant.backward() }
        let y = try autograd.record { try x * x }
        let continued = try y * 2
        expectError(.autograd, "backward: ") { try continued.backward() }
    }

    @Test func recordingsContinueEachOther() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record { try x * x }
        let z = try autograd.record { try y * 3 }
        try z.backward()
        try expect(x.grad, [6, 12])
    }

    @Test func pausedPartsAreConstants() throws {
        let x = try leaf([1, 2])
        try autograd.record { try autograd.pause { try x * x } * x }.backward()
        try expect(x.grad, [1, 4])
        try autograd.record { try (x * x).detached() * x }.backward()
        try expect(x.grad, [1, 4])
        try autograd.record { try stopGradient(x * x) * x }.backward()
        try expect(x.grad, [1, 4])
    }

    @Test func whatBackwardUsedIsConstant() throws {
        let x = try leaf([1, 2, 3])
        let z = try autograd.record {
            let y = try x * x
            try y.backward()
            return try y * x
        }
        try z.backward()
        try expect(x.grad, [1, 4, 9])
    }

    @Test func variablesThatAreNotReachedKeepTheirs() throws {
        let x = try leaf([1, 2]), y = try leaf([1, 2])
        try autograd.record { try y * 9 }.backward()
        try autograd.record { try x * x }.backward()
        try expect(y.grad, [9, 9])
    }

    /// Reached, but only through constants: the gradient is zero.
    @Test func comparisonsHaveZeroGradients() throws {
        let x = try leaf([1, 5, 2])
        try autograd.record { try x * x }.backward()
        try autograd.record { try argmax(x) }.backward()
        try expect(x.grad, [0, 0, 0])
        try autograd.record { try (x .> 1) + x }.backward()
        try expect(x.grad, [1, 1, 1])
    }

    @Test func integersHaveIntegerGradients() throws {
        let x = try NDArray([1, 2] as [Int32])
        try x.attachGrad()
        try autograd.record { try x * x }.backward()
        try expect(x.grad, [2, 4])
        #expect(x.grad?.dtype == .int32)
    }

    @Test func castsAndCopiesPassGradients() throws {
        let x = try leaf([1, 2])
        try autograd.record { try cast(x, dtype: .float32) * 3 }.backward()
        try expect(x.grad, [3, 3])
        try autograd.record { try x.copied() * 4 }.backward()
        try expect(x.grad, [4, 4])
        try autograd.record { try x.on(.cpu(1)) * 5 }.backward()
        try expect(x.grad, [5, 5])
    }

    @Test func broadcastingIsUndone() throws {
        let x = try leaf([1, 2, 3]), y = try leaf([10, 20]),
            column = try NDArray([0, 0], shape: [2, 1])
        try autograd.record { try (y.reshape(shape: [2, 1]) + column) * x }.backward()
        try expect(x.grad, [30, 30, 30])
        try expect(y.grad, [6, 6])
    }

    @Test func gradientsBelongToTheArrayThatIsUpdated() throws {
        let w = try leaf([1, 2])
        let gradient = try #require(w.grad)
        for _ in 0..<3 {
            try autograd.record { try sum(w * w) }.backward()
            try w -= try #require(w.grad) * 0.25
        }
        try expect(w, [0.125, 0.25])
        try expect(gradient, [0.5, 1])
        try gradient.assign(0)
        try expect(w.grad, [0, 0])
    }
}
