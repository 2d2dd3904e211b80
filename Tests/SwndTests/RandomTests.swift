import Swnd
import SwndCore
import SwndGraph
import Testing

/// Random streams from Swift. They belong to the process, so these tests come one after the other, and on contexts of their own.
@Suite(.serialized) struct RandomTests {
    @Test func seedsRepeat() throws {
        Random.seed(9, on: .cpu(11))
        let first = try randomGamma(alpha: 2.5, shape: [100], ctx: .cpu(11)).values()
        let second = try randomGamma(alpha: 2.5, shape: [100], ctx: .cpu(11)).values()
        Random.seed(9, on: .cpu(11))
        #expect(try randomGamma(alpha: 2.5, shape: [100], ctx: .cpu(11)).values() == first)
        #expect(first != second)
        Random.seed(9, on: .cpu(12))
        #expect(try randomGamma(alpha: 2.5, shape: [100], ctx: .cpu(12)).values() == first)
    }

    @Test func outcomesAndTheirGradient() throws {
        let data = try NDArray([0, 1, 0, 0.25, 0.75, 0] as [Float], shape: [2, 3])
        try data.attachGrad()
        let both = try autograd.record { try sampleMultinomial(data, shape: [4], getProb: true) }
        #expect(both.count == 2)
        let outcomes = try both[0].values(as: Int32.self)
        #expect(outcomes[..<4] == [1, 1, 1, 1])
        #expect(outcomes[4...].allSatisfy { $0 == 0 || $0 == 1 })
        try both[1].backward()
        let gradient = try #require(data.grad).values()
        #expect(gradient[1] == 4)
        #expect(gradient[0] == 0)
        #expect(abs(gradient[3] / 4 + gradient[4] * 0.75 - 4) < 1e-5)
    }

    @Test func wordsOfTheMersenneTwister() {
        // The ten thousandth number of std::mt19937, as the C++ standard has it.
        var twister = MersenneTwister(seed: 5489)
        var word: UInt32 = 0
        for _ in 0..<10_000 { word = twister.next() }
        #expect(word == 4_123_659_995)
    }

    @Test func densities() throws {
        let sample = try NDArray([0, 1] as [Float], shape: [1, 2])
        let density = try randomPdfNormal(
            sample, try NDArray([0 as Float]), try NDArray([2 as Float]), isLog: true)
        let expected: [Float] = [-1.6120857, -1.7370857]
        for (value, want) in zip(try density.values(), expected) {
            #expect(abs(value - want) < 1e-6)
        }
    }
}
