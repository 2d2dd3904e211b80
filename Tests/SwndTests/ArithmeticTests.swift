import Swnd
import SwndCore
import SwndGraph
import Testing

/// The operators of the language.
@Suite struct ArithmeticTests {
    @Test func arrays() throws {
        let x = try NDArray([6, -7]), y = try NDArray([4, 2])
        try expect(try x + y, [10, -5])
        try expect(try x - y, [2, -9])
        try expect(try x * y, [24, -14])
        try expect(try x / y, [1.5, -3.5])
        try expect(try x % y, [2, 1])
        try expect(try -x, [-6, 7])
        try expect(try x.power(y), [1296, 49])
    }

    @Test func numbersOnEitherSide() throws {
        let x = try NDArray([1, 2, 4])
        try expect(try x + 8, [9, 10, 12])
        try expect(try 8 + x, [9, 10, 12])
        try expect(try x - 8, [-7, -6, -4])
        try expect(try 8 - x, [7, 6, 4])
        try expect(try x * 8, [8, 16, 32])
        try expect(try 8 * x, [8, 16, 32])
        try expect(try x / 8, [0.125, 0.25, 0.5])
        try expect(try 8 / x, [8, 4, 2])
        try expect(try x % 3, [1, 2, 1])
        try expect(try x.power(2), [1, 4, 16])
    }

    @Test func largerAndSmaller() throws {
        let x = try NDArray([1, 5]), y = try NDArray([3, 2])
        try expect(try x.maximum(y), [3, 5])
        try expect(try x.minimum(y), [1, 2])
        try expect(try x.maximum(4), [4, 5])
        try expect(try x.minimum(4), [1, 4])
        let none = try NDArray([.nan, 2])
        #expect(try none.maximum(1).values(as: Double.self)[0].isNaN)
        #expect(try y.minimum(none).values(as: Double.self)[0].isNaN)
    }

    @Test func comparisons() throws {
        let x = try NDArray([1, 2, 3]), y = try NDArray([3, 2, 1])
        try expect(try x .== y, [0, 1, 0])
        try expect(try x .!= y, [1, 0, 1])
        try expect(try x .< y, [1, 0, 0])
        try expect(try x .<= y, [1, 1, 0])
        try expect(try x .> y, [0, 0, 1])
        try expect(try x .>= y, [0, 1, 1])
        try expect(try x .== 2, [0, 1, 0])
        try expect(try x .!= 2, [1, 0, 1])
        try expect(try x .< 2, [1, 0, 0])
        try expect(try x .<= 2, [1, 1, 0])
        try expect(try x .> 2, [0, 0, 1])
        try expect(try x .>= 2, [0, 1, 1])
        #expect(try (x .== y).dtype == x.dtype)
    }

    @Test func shapesBroadcast() throws {
        let column = try NDArray([10, 20], shape: [2, 1]), row = try NDArray([1, 2, 3])
        try expect(try column + row, [11, 12, 13, 21, 22, 23], shape: [2, 3])
        try expect(try column + NDArray([] as [Double], shape: [2, 0]), [], shape: [2, 0])
        expectError(.value, "broadcast_add: ", "(2,)", "(3,)") { try NDArray([1, 2]) + row }
        expectError(.value, "broadcast_mul: ", "(2, 2)", "(3,)") {
            try ones([2, 2], dtype: .float64) * row
        }
    }

    @Test func dtypesDoNotMix() throws {
        let x = try NDArray([1, 2]), y = try NDArray([1, 2] as [Int32])
        expectError(.type, "broadcast_add: ", "float64", "int32") { try x + y }
        expectError(.type, "broadcast_lesser: ", "float64", "int32") { try x .< y }
        #expect(try (y + 1.5).values(as: Int32.self) == [2, 3])
    }

    @Test func integersNeverTrap() throws {
        let x = try NDArray([Int32.min, -7, 0])
        #expect(try (x / 0).values(as: Int32.self) == [0, 0, 0])
        #expect(try (x % 0).values(as: Int32.self) == [0, 0, 0])
        #expect(try (x / -1).values(as: Int32.self) == [.min, 7, 0])
        #expect(try (-x).values(as: Int32.self) == [.min, 7, 0])
        #expect(try (x * x).values(as: Int32.self) == [0, 49, 0])
        #expect(try (x - 1).values(as: Int32.self) == [.max, -8, -1])
        #expect(try (1 / x).values(as: Int32.self) == [0, 0, 0])
    }

    @Test func inPlaceOperatorsKeepTheArray() throws {
        let x = try counting(2, 2)
        let same = x
        let view = try x[.at(1)]
        try x += 1
        try x *= try NDArray([2, 3] as [Float])
        try x -= try ones([2, 2])
        try x /= 2
        try x -= 0.5
        try x *= 2
        try x += x
        try x /= try full([2], val: 4)
        #expect(x === same)
        try expect(x, [0, 2, 2, 5])
        try expect(view, [2, 5])
        try view += 1
        try expect(x, [0, 2, 3, 6])
    }

    @Test func inPlaceOperatorsKeepShapeAndDType() throws {
        let row = try counting(1, 3)
        expectError(.value, "assign: ", "(2, 3)", "(1, 3)") { try row += (try counting(2, 3)) }
        try expect(row, [0, 1, 2])
        let whole = try NDArray([7, 8] as [Int32])
        try whole /= 2
        try expect(whole, [3, 4])
        #expect(whole.dtype == .int32)
    }

    @Test func seedsRepeatNumbers() throws {
        // A context of its own: other tests may draw at the same time.
        RandomStreams.seed(5, on: .cpu(7))
        let first = try randomNormal(shape: [100], ctx: .cpu(7)).values()
        let second = try randomNormal(shape: [100], ctx: .cpu(7)).values()
        RandomStreams.seed(5, on: .cpu(7))
        #expect(try randomNormal(shape: [100], ctx: .cpu(7)).values() == first)
        #expect(first != second)
    }
}
