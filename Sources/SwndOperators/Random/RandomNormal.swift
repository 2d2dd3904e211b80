import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomNormal = normalFamily.numbers

    static let normalFamily = RandomFamily(
        "normal", aliases: ["normal"],
        RandomKernel("random_normal") { draw, first, count, result in
            if draw.dtype == .float64 {
                drawNormal(LanesF64.self, draw, first, count, result)
            } else {
                drawNormal(LanesF32.self, draw, first, count, result)
            }
        },
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

    /// Of 64 uniform numbers the first half gives radii, the second angles.
    private static func drawNormal<L: RandomLanes>(
        _: L.Type, _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let size = MemoryLayout<L>.size / L.laneCount
        let half = 32
        let repeats = draw.repeats
        let draw = copy draw
        let isArray = draw.distributions != nil
        let stream = draw.stream
        let (mean, deviation) = (
            draw.parameter(0, at: first, repeats: repeats, L.self),
            draw.parameter(1, at: first, repeats: repeats, L.self)
        )
        L.forEachGroup(first: first, count: count, result) { group, values in
            L.uniforms(stream, group: group) { place, numbers in
                numbers.store(values + place &* size)
            }
            let begin = group &* RandomKernel.granularity
            func finish(_ place: Int, _ z: L) {
                guard isArray else { return (mean + deviation * z).store(values + place &* size) }
                let loc = draw.parameter(0, at: begin &+ place, repeats: repeats, L.self)
                let scale = draw.parameter(1, at: begin &+ place, repeats: repeats, L.self)
                let value = loc + scale * z
                L.select(scale >= L.constant(0), value, L.constant(.nan))
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
}
