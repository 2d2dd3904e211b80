import Swnd
import SwndCore
import Testing

/// Arrays are made from Swift's numbers and given back as such.
@Suite struct ArrayTests {
    @Test func elementsTellTheDType() throws {
        let floats: [Float] = [1, 2, 3, 4]
        let x = try NDArray(floats, shape: [2, 2])
        #expect(x.dtype == .float32 && x.shape.axes == [2, 2] && x.count == 4)
        #expect(x.context == .cpu())
        #expect(try x.values() == floats)
        #expect(try NDArray([1.5]).dtype == .float64)
        #expect(try NDArray([1] as [UInt8]).dtype == .uint8)
        #expect(try NDArray([1] as [Int8]).dtype == .int8)
        #expect(try NDArray([1] as [Int32]).dtype == .int32)
        #expect(try NDArray([1] as [Int64]).dtype == .int64)
        #expect(try NDArray([true]).dtype == .bool)
    }

    @Test func aListHasOneAxis() throws {
        try expect(try NDArray([1, 2, 3]), [1, 2, 3], shape: [3])
        try expect(try NDArray([] as [Float]), [], shape: [0])
        try expect(try NDArray([] as [Double], shape: [2, 0]), [], shape: [2, 0])
    }

    @Test func thereIsNoRankZero() throws {
        try expect(try NDArray([5], shape: []), [5], shape: [1])
        try expect(try sum(try counting(2, 3)), [15], shape: [1])
    }

    @Test func bytesAreCopied() throws {
        var numbers: [Int32] = [1, 2, 3]
        let x = try NDArray(copying: numbers, shape: [3], dtype: .int32)
        numbers[0] = 9
        #expect(try x.values(as: Int32.self) == [1, 2, 3])
        let unfilled = try NDArray(copying: nil, shape: [2, 5], dtype: .float16)
        #expect(unfilled.count == 10 && unfilled.dtype == .float16)
    }

    @Test func contextsAreKeptByName() throws {
        let x = try NDArray([1, 2], context: .cpu(1))
        #expect(x.context == .cpu(1))
        #expect(try x.on(.cpu(1)) === x)
        let y = try x.on(.cpu(0))
        try x.assign(7)
        #expect(y.context == .cpu(0))
        try expect(y, [1, 2])
    }

    @Test func whatDoesNotFitIsAnError() {
        expectError(.value, "array: ", "3 elements", "(2, 2)") {
            try NDArray([1, 2, 3], shape: [2, 2])
        }
        expectError(.value, "array: ", "(-1,)") { try NDArray([1.0], shape: [-1]) }
        expectError(.value, "array: ") { try NDArray([1.0], shape: [Int.max, 2]) }
        expectError(.value, "array: ", "9 axes") {
            try NDArray([1.0], shape: Array(repeating: 1, count: 9))
        }
        expectError(.context, "array: ", "gpu(0)") { try NDArray([1.0], context: .gpu()) }
        expectError(.memory, "array: ") {
            try NDArray(copying: nil, shape: [1 << 50], dtype: .float64)
        }
    }

    @Test func valuesAreConverted() throws {
        let x = try NDArray([-1.5, 0, 2.75])
        #expect(try x.values() == [-1.5, 0, 2.75])
        #expect(try x.values(as: Int32.self) == [-1, 0, 2])
        #expect(try x.values(as: Bool.self) == [true, false, true])
        #expect(try x.values(as: Double.self) == [-1.5, 0, 2.75])
        #expect(try transpose(try counting(2, 3)).values() == [0, 3, 1, 4, 2, 5])
    }

    @Test func scalarIsForOneElement() throws {
        #expect(try NDArray([2.5]).scalar() == 2.5)
        #expect(try NDArray([7], shape: [1, 1, 1]).scalar(as: Int64.self) == 7)
        expectError(.value, "scalar: ", "(2,)") { try NDArray([1, 2]).scalar() as Float }
        expectError(.value, "scalar: ", "(0,)") { try NDArray([] as [Float]).scalar() as Float }
    }

    @Test func readingNeedsTheExactSize() throws {
        let x = try NDArray([1, 2] as [Float])
        var numbers: [Float] = [0, 0]
        try x.read(into: &numbers, byteCount: 8)
        #expect(numbers == [1, 2])
        expectError(.value, "read: ", "(2,)", "8 bytes") {
            try x.read(into: &numbers, byteCount: 7)
        }
    }

    @Test func describesItself() throws {
        #expect("\(try counting(2, 3))" == "<NDArray 2x3 float32 @cpu(0)>")
        #expect("\(try NDArray([true], context: .cpu(2)))" == "<NDArray 1 bool @cpu(2)>")
    }

    @Test func copiesAreIndependent() throws {
        let x = try NDArray([1, 2])
        let copy = try x.copied()
        try x.assign(3, at: [.at(0)])
        try expect(copy, [1, 2])
        try copy.assign(4, at: [.at(1)])
        try expect(x, [3, 2])
    }
}
