import Swnd
import SwndCore
import Testing

/// Index expressions with arrays, in Swift; the values are NumPy's. Python tests try thousands of them.
@Suite struct ArrayIndexingTests {
    @Test func arraysSelect() throws {
        let x = try counting(3, 4)
        let rows = try NDArray([2, 0, -1] as [Int32])
        try expect(x[.array(rows)], [8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11], shape: [3, 4])
        try expect(x[.array(rows), .array(NDArray([3, 1, 0] as [Float]))], [11, 1, 8], shape: [3])
        try expect(x[.slice(), .array(NDArray([1] as [Int64]))], [1, 5, 9], shape: [3, 1])
        let y = try counting(2, 3, 4)
        let two = try NDArray([0, 1] as [Int32])
        // Side by side the axes of arrays stay in place, else they come first.
        #expect(try y[.slice(), .array(two), .array(two)].shape.axes == [2, 2])
        #expect(try y[.array(two), .slice(), .array(two)].shape.axes == [2, 3])
        #expect(try y[.at(0), .slice(), .array(two)].shape.axes == [2, 3])
        #expect(try y[.slice(), .newAxis, .array(two)].shape.axes == [2, 1, 2, 4])
    }

    @Test func masksSelect() throws {
        let x = try counting(3, 4)
        let mask = try x .> 8
        #expect(mask.isMask)
        #expect(try !mask.cast(dtype: .float32).isMask)
        try expect(x[.array(mask)], [9, 10, 11], shape: [3])
        try x.assign(-1, at: [.array(mask)])
        try expect(x[.at(2)], [8, -1, -1, -1])
        #expect(try x[.truth(false)].shape.axes == [0, 3, 4])
        expectError(.index, "index: a mask", "(4,)", "axis 0", "length 3") {
            try x[.array(x[.at(0)] .> 1)]
        }
    }

    @Test func gradientsFindTheirWay() throws {
        let x = try leaf([1, 2, 3, 4])
        let i = try NDArray([1, 1, 3] as [Int32])
        let y = try autograd.record { () throws(SwndError) in
            let y = try x * 2
            try y.assign(try x[.array(i)] * 10, at: [.array(i)])
            return y
        }
        try y.backward()
        try expect(x.grad, [2, 10, 2, 10])
    }

    @Test func aViewThatIsALeafGetsTheGradientOfItsParts() throws {
        let whole = try NDArray([1, 2, 3, 4, 5, 6] as [Double], shape: [3, 2])
        let view = try whole[.slice(from: 1, to: 3)]
        try view.attachGrad()
        let y = try autograd.record { () throws(SwndError) in
            try view[.at(1)] * 3 + view[.at(0), .at(1)] + view[.array(NDArray([0.0]))]
        }
        try y.backward()
        try expect(view.grad, [1, 3, 3, 3], shape: [2, 2])
    }

    @Test func aViewThatIsALeafCanBeWrittenTo() throws {
        let whole = try NDArray([1, 2, 3, 4] as [Double])
        let view = try whole[.slice(from: 1, to: 3)]
        try view.attachGrad()
        let other = try leaf([10])
        let y = try autograd.record { () throws(SwndError) in
            try view.assign(try other * 2, at: [.at(0)])
            return try view * 5
        }
        try y.backward()
        try expect(view.grad, [0, 5])
        try expect(other.grad, [10])
        // The graph is gone: the view is a leaf again, with the value that was written.
        let z = try autograd.record { () throws(SwndError) in try view[.at(0)] * view[.at(0)] }
        try z.backward()
        try expect(view.grad, [40, 0])
    }
}
