import SwndCore
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
            number(L.load(target), parameter(0, at: begin &+ place)).store(target)
        }
    }

    static var isOpen: Bool { true }

    static func four<V: RealLanes>(
        _ units: [V], _ dtype: DType, _ parameter: (_ number: Int, _ element: Int) -> V
    ) -> [V] {
        units.enumerated().map { element, u in number(u, parameter(0, element)) }
    }

    @inline(__always)
    private static func number<V: RealLanes>(_ u: V, _ rate: V) -> V {
        V.select(rate > V.constant(0), V.divide(-V.log(u), rate), V.constant(.nan))
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
