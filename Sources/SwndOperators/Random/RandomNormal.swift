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
            L.select(scale >= L.constant(0), loc + scale * z, L.constant(.nan))
                .store(values + place &* size)
        }

        for place in stride(from: 0, to: half, by: L.laneCount) {
            // 1 - u is in (0, 1]: its logarithm is finite.
            let u = L.constant(1) - L.load(values + place &* size)
            let radius = L.sqrt(L.constant(-2) * L.log(u))
            let angle = L.sineAndCosine(turns: L.load(values + (half &+ place) &* size))
            finish(place, radius * angle.cosine)
            finish(half &+ place, radius * angle.sine)
        }
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
