import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomNormal = normalFamily.numbers

    static let normalFamily = RandomFamily(
        "normal", aliases: ["normal"],
        RandomKernel("random_normal", text: .units(NormalBody.self)) { draw, first, count, result in
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
                NormalBody.moved(z, loc, scale).store(values + place &* size)
            }
            for place in stride(from: 0, to: half, by: L.laneCount) {
                let pair = NormalBody.pair(
                    L.load(values + place &* size), L.load(values + (half &+ place) &* size))
                finish(place, pair.0)
                finish(half &+ place, pair.1)
            }
        }
    }
}

enum NormalBody: UnitBody {
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
    static func pair<V: RealLanes>(_ u: V, _ turns: V) -> (V, V) {
        // 1 - u is in (0, 1]: its logarithm is finite.
        let radius = V.sqrt(V.constant(-2) * V.log(V.constant(1) - u))
        let angle = V.sineAndCosine(turns: turns)
        return (radius * angle.cosine, radius * angle.sine)
    }

    /// A number of the standard normal distribution as one of another mean and deviation.
    @inline(__always)
    static func moved<V: RealLanes>(_ z: V, _ mean: V, _ deviation: V) -> V {
        V.select(deviation >= V.constant(0), mean + deviation * z, V.constant(.nan))
    }
}
