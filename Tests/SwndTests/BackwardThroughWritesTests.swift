import Swnd
import SwndCore
import Testing

/// Views, indexing and writes while recording: gradients find their way, and values stay as they were.
@Suite struct BackwardThroughWritesTests {
    @Test func indexingPassesGradients() throws {
        let x = try counting(2, 3)
        try x.attachGrad()
        try autograd.record { try x[.at(1)].reshaped([3, 1]) * 2 + x[.at(0), .at(1)] }.backward()
        try expect(x.grad, [0, 3, 0, 2, 2, 2])
        try autograd.record { try x[.slice(), .slice(by: -2)] * NDArray([1, 2] as [Float]) }
            .backward()
        try expect(x.grad, [2, 0, 1, 2, 0, 1])
        let y = try leaf([1, 2, 3])
        try autograd.record { try (y * 2)[.slice(from: 1)] }.backward()
        try expect(y.grad, [0, 2, 2])
    }

    @Test func viewsMadeOutsideAreConstants() throws {
        let x = try leaf([1, 2, 3, 4])
        for view in [try x[.slice(from: 1, to: 3)], try x.reshaped([2, 2]), try x[.slice()]] {
            let y = try autograd.record { try view * view }
            expectError(.autograd, "backward: ") { try y.backward() }
        }
        let row = try x.reshaped([2, 2])
        let y = try autograd.record { try row * x.reshaped([2, 2]) }
        try y.backward()
        try expect(x.grad, [1, 2, 3, 4])
    }

    @Test func viewsCanBeVariables() throws {
        let x = try counting(4)
        let view = try x[.slice(from: 2)]
        try view.attachGrad()
        try autograd.record { try view * view }.backward()
        try expect(view.grad, [4, 6])
        #expect(x.grad == nil)
        let y = try autograd.record { try x * x }
        expectError(.autograd, "backward: ") { try y.backward() }
    }

    @Test func writesPassGradients() throws {
        let x = try leaf([1, 2, 3])
        let whole = try NDArray([0, 0, 0]), part = try ones([2, 3], dtype: .float64)
        try autograd.record {
            try whole.assign(try x * 2)
            return try whole * x
        }.backward()
        try expect(x.grad, [4, 8, 12])
        try autograd.record {
            try part.assign(try x * x, at: [.at(0)])
            try part.assign(try x[.at(0)], at: [.slice(), .at(1)])
            return try part * 3
        }.backward()
        // x[1] ** 2 was overwritten; x[0] came in twice.
        try expect(x.grad, [6 + 6, 0, 18])
    }

    @Test func writesThroughViewsPassGradients() throws {
        let x = try leaf([1, 2])
        let box = try zeros([2, 2], dtype: .float64)
        try autograd.record {
            try box[.at(1)].assign(try x * x)
            return try box * box
        }.backward()
        try expect(x.grad, [4, 32])
        try expect(box, [0, 0, 1, 4])
    }

    @Test func updatesInPlacePassGradients() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record {
            let y = try x * 2
            try y += x
            try y *= 3
            try y -= x
            try y /= 2
            return y
        }
        try y.backward()
        try expect(x.grad, [4, 4])
    }

    /// The gradient is that of the value that was used, not of what the array holds now.
    @Test func valuesOverwrittenLaterCountAsTheyWere() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record { try x * x }
        try x.assign(100)
        try x.assign(50, at: [.at(0)])
        try y.backward()
        try expect(x.grad, [2, 4])
        let z = try autograd.record { try x * x }
        let view = try z[.at(0)]
        try view.assign(-1)
        try expect(z, [-1, 10000])
    }

    @Test func aConstantWrittenToALeafIsConstant() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record {
            try x.assign(7)
            return try x * x
        }
        try expect(y, [49, 49])
        expectError(.autograd, "backward: ") { try y.backward() }
        // Outside, a write makes a new start: the array is a variable with another value.
        try x.assign(3)
        try autograd.record { try x * x }.backward()
        try expect(x.grad, [6, 6])
    }

    @Test func aLeafUpdatedWhileRecordingLeadsToItself() throws {
        let x = try leaf([1, 2])
        try autograd.record {
            try x *= 3
            return try x * x
        }.backward()
        // d (3 x)^2 = 18 x
        try expect(x.grad, [18, 36])
        try expect(x, [3, 6])
        // Its graph is gone: it is a variable again.
        try autograd.record { try x * 2 }.backward()
        try expect(x.grad, [2, 2])
    }

    @Test func aPartWrittenToALeafIsConstant() throws {
        let x = try leaf([1, 2, 3])
        try autograd.record {
            try x.assign(7, at: [.at(0)])
            return try x * x
        }.backward()
        try expect(x.grad, [0, 4, 6])
        try expect(x, [7, 2, 3])
    }
}
