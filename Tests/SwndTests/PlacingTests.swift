import Swnd
import SwndCore
import Testing

/// Operators that take indices and lengths, as functions of Swift.
@Suite struct PlacingTests {
    @Test func inputsCanBeLeftOut() throws {
        let x = try NDArray([0, 1, 2, 3, 4, 5] as [Float], shape: [3, 2])
        let lengths = try NDArray([1, 2] as [Float], shape: [2])
        try expect(sequenceMask(x), [0, 1, 2, 3, 4, 5])
        try expect(
            x.sequenceMask(sequenceLength: lengths, useSequenceLength: true), [0, 1, 0, 3, 0, 0])
        try expect(sequenceLast(x, sequenceLength: lengths, useSequenceLength: true), [0, 3])
    }

    @Test func partsAreCounted() throws {
        let x = try NDArray([0, 1, 2, 3] as [Float], shape: [4])
        let parts = try splitV2(x, indices: [1, 3])
        #expect(parts.map(\.count) == [1, 2, 1])
        #expect(try splitV2(x, indices: []).count == 1)
    }

    @Test func secondDerivativesAddUpWhereIndicesRepeat() throws {
        let x = try NDArray([1, 2, 3] as [Float], shape: [3])
        let indices = try NDArray([0, 2, 2, 1, 2] as [Float], shape: [1, 5])
        try x.attachGrad()
        let first = try autograd.record {
            let y = try gatherNd(x, indices)
            return try autograd.grad(of: [Swnd.sum(y * y * y)], with: [x], createGraph: true)[0]
        }
        try expect(first, [3, 12, 81])
        try first.backward()
        try expect(try #require(x.grad), [6, 12, 54])
    }

    @Test func whatWasPutOverHasNoDerivative() throws {
        let values = try NDArray([1, 2, 3, 4, 5] as [Float], shape: [5])
        let indices = try NDArray([0, 2, 2, 1, 2] as [Float], shape: [1, 5])
        try values.attachGrad()
        let first = try autograd.record {
            let y = try scatterNd(values, indices, shape: [3])
            return try autograd.grad(of: [Swnd.sum(y * y * y)], with: [values], createGraph: true)[
                0]
        }
        try expect(first, [3, 0, 0, 48, 75])
        try first.backward()
        try expect(try #require(values.grad), [6, 0, 0, 24, 30])
    }
}
