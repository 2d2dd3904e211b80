import SwndCore
import SwndGraph
import SwndNumerics

enum NormalDistribution: GroupVariate {
    /// Of 64 uniform numbers the first half gives radii, the second angles.
    @inline(__always)
    static func fill<P: DrawParameters>(
        _ stream: RandomStream, group: Int, _ parameter: P, _ values: UnsafeMutableRawPointer
    ) {
        typealias L = P.L
        let size = MemoryLayout<L>.size / L.laneCount
        let half = RandomKernel.granularity / 2
        let begin = group &* RandomKernel.granularity
        L.uniforms(stream, group: group) { $1.store(values + $0 &* size) }

        @inline(__always)
        func finish(_ place: Int, _ z: L) {
            let (loc, scale) = (parameter(0, at: begin &+ place), parameter(1, at: begin &+ place))
            moved(z, loc, scale).store(values + place &* size)
        }

        for place in stride(from: 0, to: half, by: L.laneCount) {
            let numbers = pair(
                L.load(values + place &* size), L.load(values + (half &+ place) &* size))
            finish(place, numbers.0)
            finish(half &+ place, numbers.1)
        }
    }

    static var isOpen: Bool { false }

    static func four<V: RealLanes>(
        _ units: [V], _ dtype: DType, _ parameter: (_ number: Int, _ element: Int) -> V
    ) -> [V] {
        let (first, second) = (pair(units[0], units[2]), pair(units[1], units[3]))
        return [first.0, second.0, first.1, second.1].enumerated().map { element, z in
            moved(z, parameter(0, element), parameter(1, element))
        }
    }

    /// Two numbers of the standard normal distribution from two uniform ones.
    @inline(__always)
    private static func pair<V: RealLanes>(_ u: V, _ turns: V) -> (V, V) {
        // 1 - u is in (0, 1]: its logarithm is finite.
        let radius = V.sqrt(V.constant(-2) * V.log(V.constant(1) - u))
        let angle = V.sineAndCosine(turns: turns)
        return (radius * angle.cosine, radius * angle.sine)
    }

    /// A number of the standard normal distribution as one of another mean and deviation.
    @inline(__always)
    private static func moved<V: RealLanes>(_ z: V, _ mean: V, _ deviation: V) -> V {
        V.select(deviation >= V.constant(0), mean + deviation * z, V.constant(.nan))
    }
}

extension Op {
    public static let randomNormal = normalFamily.numbers

    static let normalFamily = RandomFamily(
        "normal", aliases: ["normal"], RandomKernel("random_normal", NormalDistribution.self),
        [
            .any("loc", array: "mu", default: 0, "The mean."),
            .notNegative("scale", array: "sigma", default: 1, "The standard deviation."),
        ],
        text: .init(
            distribution: "the normal distribution",
            method:
                "Philox 4x32-10 and the transformation of G. E. P. Box and M. E. Muller (1958).",
            invalid: "Where `sigma` is negative, the result is NaN."),
        mxnet: .normal)
}
