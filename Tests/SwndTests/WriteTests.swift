import Swnd
import SwndCore
import Testing

/// Writes change an array in place: shape and dtype stay, and who shares its memory sees them.
@Suite struct WriteTests {
    @Test func wholeArraysAreReplaced() throws {
        let x = try counting(2, 3)
        try x.assign(4)
        try expect(x, [4, 4, 4, 4, 4, 4], shape: [2, 3])
        try x.assign(try counting(3))
        try expect(x, [0, 1, 2, 0, 1, 2])
        try x.assign(try NDArray([7, 8] as [Int64], shape: [2, 1]))
        try expect(x, [7, 7, 7, 8, 8, 8])
        #expect(x.dtype == .float32)
        try x.assign(x)
        try expect(x, [7, 7, 7, 8, 8, 8])
    }

    @Test func numbersAreCast() throws {
        let x = try NDArray([1, 2] as [Int32])
        try x.assign(2.9)
        try expect(x, [2, 2])
        try x.assign(try NDArray([-1.5, 3.5]))
        try expect(x, [-1, 3])
        #expect(x.dtype == .int32)
    }

    @Test func partsAreReplaced() throws {
        let x = try counting(3, 4)
        try x.assign(-1, at: [.at(1), .at(2)])
        try x.assign(-2, at: [.slice(from: 0, to: 1)])
        try x.assign(try NDArray([50, 60]), at: [.slice(by: 2), .slice(by: 3)])
        try x.assign(
            try NDArray([70, 80], shape: [2, 1]), at: [.slice(from: 1), .slice(from: 1, to: 2)])
        try expect(x, [50, -2, -2, 60, 4, 70, -1, 7, 50, 80, 10, 60])
        try x.assign(0, at: [])
        try expect(x, Array(repeating: 0, count: 12))
    }

    @Test func nothingIsWrittenToAnEmptyPart() throws {
        let x = try counting(2, 2)
        try x.assign(9, at: [.slice(from: 1, to: 1)])
        try x.assign(try NDArray([] as [Float], shape: [0, 2]), at: [.slice(from: 2)])
        try expect(x, [0, 1, 2, 3])
    }

    @Test func leadingAxesOfLengthOneDoNotCount() throws {
        let x = try counting(2, 3)
        try x.assign(try NDArray([5, 6, 7], shape: [1, 1, 3]), at: [.at(0)])
        try expect(x, [5, 6, 7, 3, 4, 5])
    }

    @Test func sourcesAreReadBeforeTheWrite() throws {
        let x = try counting(4)
        try x.assign(try x[.slice(from: 0, to: 3)], at: [.slice(from: 1)])
        try expect(x, [0, 0, 1, 2])
        try x.assign(x, at: [.slice(by: -1)])
        try expect(x, [2, 1, 0, 0])
    }

    @Test func viewsOfViewsWriteTheArray() throws {
        let x = try counting(3, 4)
        let rows = try x[.slice(from: 1)]
        let row = try rows[.at(0)]
        try row.assign(-1)
        try rows.reshaped([-1]).assign(-2, at: [.at(7)])
        try row[.slice(from: 0, to: 2)].assign(-3)
        try expect(x, [0, 1, 2, 3, -3, -3, -1, -1, 8, 9, 10, -2])
    }

    /// A value that somebody else holds is not written: the writer gets a copy.
    @Test func valuesHeldElsewhereStay() throws {
        let x = try counting(4)
        let view = try x[.slice(from: 1, to: 3)]
        let copy = try x.copied()
        let reshaped = try reshape(x, shape: [2, 2])
        let turned = try transpose(reshaped)
        let sum = try x + 0
        try view.assign(9)
        try expect(x, [0, 9, 9, 3])
        try expect(copy, [0, 1, 2, 3])
        try expect(reshaped, [0, 1, 2, 3])
        try expect(turned, [0, 2, 1, 3])
        try expect(sum, [0, 1, 2, 3])
        try view.assign(8)
        try expect(x, [0, 8, 8, 3])
    }

    @Test func whatIsNotContiguousCanBeWritten() throws {
        let x = try transpose(try counting(2, 3))
        try x.assign(9, at: [.at(1)])
        try expect(x, [0, 3, 9, 9, 2, 5], shape: [3, 2])
        let y = try broadcastTo(try NDArray([1, 2]), shape: [2, 2])
        try y[.at(0)].assign(7)
        try expect(y, [7, 7, 1, 2])
    }

    @Test func detachedHandlesShareMemory() throws {
        let x = try counting(3)
        try x.detached().assign(5)
        try expect(x, [5, 5, 5])
    }

    @Test func whatDoesNotFitIsAnError() throws {
        let x = try counting(2, 3)
        expectError(.value, "assign: ", "(2,)", "(2, 3)") { try x.assign(try counting(2)) }
        expectError(.value, "assign: ", "(2, 1, 3)", "(2, 3)") {
            try x.assign(try counting(2, 1, 3))
        }
        expectError(.value, "assign: ", "(4,)", "(3,)") {
            try x.assign(try counting(4), at: [.at(0)])
        }
        expectError(.index, "index: 2 ", "(2, 3)") { try x.assign(0, at: [.at(2)]) }
        try expect(x, [0, 1, 2, 3, 4, 5])
    }
}
