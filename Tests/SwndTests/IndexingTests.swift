import Swnd
import SwndCore
import Testing

/// Which index expressions share memory with their array, as MXNet 1.9.1 does; NumPy's values.
@Suite struct IndexingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let items: [Index]
        let shape: [Int]

        var testDescription: String { text }

        init(_ text: String, _ items: [Index], _ shape: [Int]) {
            self.text = text
            self.items = items
            self.shape = shape
        }
    }

    /// Of a 3 x 3 array.
    static let views = [
        Case("x[1:3]", [.slice(from: 1, to: 3)], [2, 3]),
        Case("x[1]", [.at(1)], [3]),
        Case("x[-1]", [.at(-1)], [3]),
        Case("x[1,2]", [.at(1), .at(2)], [1]),
        Case("x[...]", [.ellipsis], [3, 3]),
        Case("x[None]", [.newAxis], [1, 3, 3]),
        Case("x[:]", [.slice()], [3, 3]),
        Case("x[()]", [], [3, 3]),
        Case("x[1:2,1:3]", [.slice(from: 1, to: 2), .slice(from: 1, to: 3)], [1, 2]),
        Case("x[1:3,:]", [.slice(from: 1, to: 3), .slice()], [2, 3]),
        Case("x[1,:]", [.at(1), .slice()], [3]),
        Case("x[1,1:3]", [.at(1), .slice(from: 1, to: 3)], [2]),
        Case("x[:,:]", [.slice(), .slice()], [3, 3]),
        Case("x[1,...]", [.at(1), .ellipsis], [3]),
        Case("x[1,None]", [.at(1), .newAxis], [1, 3]),
        Case("x[0:3:1]", [.slice(from: 0, to: 3, by: 1)], [3, 3]),
        Case("x[0:1:2]", [.slice(from: 0, to: 1, by: 2)], [1, 3]),
    ]

    static let copies = [
        Case("x[:,1:2]", [.slice(), .slice(from: 1, to: 2)], [3, 1]),
        Case("x[::2]", [.slice(by: 2)], [2, 3]),
        Case("x[::-1]", [.slice(by: -1)], [3, 3]),
        Case("x[:,1]", [.slice(), .at(1)], [3]),
        Case("x[...,1]", [.ellipsis, .at(1)], [3]),
        Case("x[0:2,0:2]", [.slice(from: 0, to: 2), .slice(from: 0, to: 2)], [2, 2]),
    ]

    @Test(arguments: views)
    func sharesMemory(_ example: Case) throws {
        let x = try counting(3, 3)
        let part = try x.indexed(example.items)
        #expect(part.shape.axes == example.shape)
        try part.assign(-1)
        try expect(try x.indexed(example.items), Array(repeating: -1, count: part.count))
        try x.assign(8)
        try expect(part, Array(repeating: 8, count: part.count))
    }

    @Test(arguments: copies)
    func copiesElements(_ example: Case) throws {
        let x = try counting(3, 3)
        let part = try x.indexed(example.items)
        #expect(part.shape.axes == example.shape)
        try part.assign(-1)
        try expect(x, [0, 1, 2, 3, 4, 5, 6, 7, 8])
        try x.assign(8)
        try expect(part, Array(repeating: -1, count: part.count))
    }

    @Test func subscriptsRead() throws {
        let x = try counting(3, 4)
        try expect(try x[.at(1)], [4, 5, 6, 7])
        try expect(try x[.at(-1), .at(-1)], [11], shape: [1])
        try expect(try x[.slice(from: 1, to: 3), .slice(from: 0, to: 2)], [4, 5, 8, 9])
        try expect(try x[.slice(by: -2), .slice(from: 1, by: 2)], [9, 11, 1, 3])
        try expect(try x[.slice(from: -2, to: 99), .at(0)], [4, 8])
        try expect(try x[.slice(from: 2, to: 1)], [], shape: [0, 4])
        try expect(try x[.ellipsis, .newAxis, .at(0)], [0, 4, 8], shape: [3, 1])
        try expect(try x[.slice(from: 3, to: 0, by: -1), .at(0)], [8, 4])
    }

    @Test func reshapingSharesMemory() throws {
        let x = try counting(2, 6)
        let y = try x.reshaped([3, -1])
        let z = try y[.slice(from: 1, to: 3)].reshaped([-1])
        #expect(y.shape.axes == [3, 4] && z.shape.axes == [8])
        try z.assign(9, at: [.slice(from: 6)])
        try expect(x, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9])
        try expect(
            try counting(2, 3, 4).reshaped([0, -3]), (0..<24).map(Double.init), shape: [2, 12])
    }

    /// The functions give arrays of their own.
    @Test func operatorsDoNotShareMemory() throws {
        let x = try counting(2, 3)
        for y in [
            try reshape(x, shape: [6]), try transpose(x), try flatten(x),
            try expandDims(x, axis: 0),
            try squeeze(x), try slice(x, begin: [0, 0], end: [2, 3]), try identity(x),
            try sliceAxis(x, axis: 0, begin: 0, end: 1), try broadcastTo(x, shape: [2, 3]),
            try cast(x, dtype: .float32), try stopGradient(x), try split(x, numOutputs: 3)[0],
        ] {
            try y.assign(7)
            try expect(x, [0, 1, 2, 3, 4, 5])
        }
    }

    @Test func wrongIndicesAreErrors() throws {
        let x = try counting(3, 4)
        expectError(.index, "index: 3 ", "axis 0", "(3, 4)") { try x[.at(3)] }
        expectError(.index, "index: -5 ", "axis 1", "(3, 4)") { try x[.at(0), .at(-5)] }
        expectError(.index, "index: ", "(3, 4)") { try x[.at(Int.min)] }
        expectError(.index, "index: 3 indices", "(3, 4)") { try x[.at(0), .at(0), .at(0)] }
        expectError(.index, "index: ", "(3, 4)") { try x[.ellipsis, .ellipsis] }
        expectError(.value, "index: ", "axis 1") { try x[.slice(), .slice(by: 0)] }
        expectError(.index, "index: ") { try x.indexed(Array(repeating: .newAxis, count: 7)) }
        expectError(.value, "reshape: ", "(3, 4)") { try x.reshaped([5]) }
    }
}
