import Swnd
import SwndCore
import Testing

/// Order and running sums from Swift.
@Suite struct SortingTests {
    @Test func sortsAlongAnAxisOrAll() throws {
        let x = try NDArray([3, 1, 2, 0, 5, 4] as [Float], shape: [2, 3])
        try expect(try sort(x), [1, 2, 3, 0, 4, 5], shape: [2, 3])
        try expect(try x.sort(axis: 0, isAscend: false), [3, 5, 4, 0, 1, 2], shape: [2, 3])
        try expect(try x.sort(axis: nil), [0, 1, 2, 3, 4, 5], shape: [6])
        try expect(try x.argsort(), [1, 2, 0, 0, 2, 1], shape: [2, 3])
        #expect(try x.argsort(dtype: .int64).dtype == .int64)
    }

    @Test func topkGivesOneOrTwoResults() throws {
        let x = try NDArray([3, 1, 2, 0, 5, 4] as [Float], shape: [2, 3])
        let both = try topk(x, k: 2, retTyp: .both)
        #expect(both.count == 2)
        try expect(both[0], [3, 2, 5, 4], shape: [2, 2])
        try expect(both[1], [0, 2, 1, 2], shape: [2, 2])
        let mask = try x.topk(k: 2, retTyp: .mask)
        #expect(mask.count == 1)
        try expect(mask[0], [1, 0, 1, 0, 1, 1], shape: [2, 3])
    }

    @Test func runningSumsAndTheirGradient() throws {
        let x = try NDArray([1, 2, 3] as [Float])
        try x.attachGrad()
        let y = try autograd.record { try cumsum(x) }
        try expect(y, [1, 3, 6])
        try y.backward()
        try expect(try #require(x.grad), [3, 2, 1])
    }

    @Test func mistakesAreNamed() throws {
        let x = try NDArray([1, 2, 3] as [Float])
        let error = #expect(throws: SwndError.self) { try topk(x, k: 4) }
        #expect(error?.message.hasPrefix("topk: k is 4") == true)
    }
}
