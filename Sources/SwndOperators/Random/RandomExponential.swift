import SwndGraph
import SwndNumerics

enum ExponentialDistribution: GroupVariate {
    @inline(__always)
    static func fill<P: DrawParameters>(
        _ stream: RandomStream, group: Int, _ parameter: P, _ values: UnsafeMutableRawPointer
    ) {
        typealias L = P.L
        let size = MemoryLayout<L>.size / L.laneCount
        let begin = group &* RandomKernel.granularity
        L.openUniforms(stream, group: group) { $1.store(values + $0 &* size) }
        // A logarithm within the closure would be inlined too late, and computed in quarters of vectors.
        for place in stride(from: 0, to: RandomKernel.granularity, by: L.laneCount) {
            let target = values + place &* size
            let rate = parameter(0, at: begin &+ place)
            let value = L.divide(-L.log(L.load(target)), rate)
            L.select(rate > L.constant(0), value, L.constant(.nan)).store(target)
        }
    }
}

extension Op {
    static let exponentialFamily = RandomFamily(
        "exponential", RandomKernel("random_exponential", ExponentialDistribution.self),
        [.positive("lam", default: 1, "The rate: the reciprocal of the mean.")],
        text: .init(
            distribution: "the exponential distribution",
            method: "Philox 4x32-10; minus the logarithm of a uniform number, over the rate.",
            invalid: "Where `lam` is not positive, the result is NaN."),
        mxnet: .exponential)
}
