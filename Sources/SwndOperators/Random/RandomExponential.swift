import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    static let exponentialFamily = RandomFamily(
        "exponential",
        RandomKernel("random_exponential", text: .units(ExponentialBody.self)) {
            draw, first, count, result in
            if draw.dtype == .float64 {
                drawExponential(LanesF64.self, draw, first, count, result)
            } else {
                drawExponential(LanesF32.self, draw, first, count, result)
            }
        }, [.positive("lam", default: 1, "The rate: the reciprocal of the mean.")],
        text: .init(
            distribution: "the exponential distribution",
            method: "Philox 4x32-10; minus the logarithm of a uniform number, over the rate.",
            invalid: "Where `lam` is not positive, the result is NaN."),
        mxnet: .exponential)

    private static func drawExponential<L: RandomLanes>(
        _: L.Type, _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let size = MemoryLayout<L>.size / L.laneCount
        let repeats = draw.repeats
        let draw = copy draw
        let stream = draw.stream
        L.forEachGroup(first: first, count: count, result) { group, values in
            L.openUniforms(stream, group: group) { place, u in
                let element = group &* RandomKernel.granularity &+ place
                let rate = draw.parameter(0, at: element, repeats: repeats, L.self)
                ExponentialBody.number(u, rate).store(values + place &* size)
            }
        }
    }
}

enum ExponentialBody: UnitBody {
    static var isOpen: Bool { true }

    static func four<V: RealLanes>(
        _ units: [V], _ dtype: DType, _ parameter: (_ number: Int, _ element: Int) -> V
    ) -> [V] {
        units.enumerated().map { element, u in number(u, parameter(0, element)) }
    }

    @inline(__always)
    static func number<V: RealLanes>(_ u: V, _ rate: V) -> V {
        V.select(rate > V.constant(0), V.divide(-V.log(u), rate), V.constant(.nan))
    }
}
