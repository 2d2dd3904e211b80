import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomUniform = uniformFamily.numbers

    static let uniformFamily = RandomFamily(
        "uniform", aliases: ["uniform"],
        RandomKernel("random_uniform", text: .units(UniformBody.self)) {
            draw, first, count, result in
            if draw.dtype == .float64 {
                drawUniform(LanesF64.self, draw, first, count, result)
            } else {
                drawUniform(LanesF32.self, draw, first, count, result)
            }
        },
        [
            .any("low", default: 0, "The lower end."),
            .any("high", default: 1, "The upper end, not included."),
        ],
        text: .init(
            distribution: "the uniform distribution over [low, high)",
            method: "Where both ends are one number, it is that number. Philox 4x32-10.",
            invalid: "Where `low` is above `high`, the result is NaN."),
        mxnet: .uniform
    ) { $0[0] <= $0[1] ? nil : "low \($0[0]) must not be above high \($0[1])" }

    /// Numbers in [low, high), from ends that are numbers of the lanes' type.
    private static func drawUniform<L: RandomLanes>(
        _: L.Type, _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let size = MemoryLayout<L>.size / L.laneCount
        let (stream, dtype) = (draw.stream, draw.dtype)
        guard draw.distributions == nil else {
            let parameter = ArrayParameters<L>(draw)
            return L.forEachGroup(first: first, count: count, result) { group, values in
                L.uniforms(stream, group: group) { place, part in
                    let element = group &* RandomKernel.granularity &+ place
                    L.between(
                        parameter(0, at: element), parameter(1, at: element), part, dtype
                    ).store(values + place &* size)
                }
            }
        }
        let parameter = SharedParameters<L>(draw)
        let (start, end) = (parameter(0, at: 0), parameter(1, at: 0))
        let width = end - start
        let isMeasured = !(L.abs(width) >= L.constant(.infinity)).any
        // Rounding must not reach the end that is not included; where both ends are one number, it is drawn.
        let most = (start < end).any ? L.last(before: end, as: dtype) : end
        L.forEachGroup(first: first, count: count, result) { group, values in
            L.uniforms(stream, group: group) { place, part in
                let value =
                    isMeasured ? start + width * part : start * (L.constant(1) - part) + end * part
                L.select(most < value, most, value).store(values + place &* size)
            }
        }
    }
}

enum UniformBody: UnitBody {
    static var isOpen: Bool { false }

    static func four<V: RealLanes>(
        _ units: [V], _ dtype: DType, _ parameter: (_ number: Int, _ element: Int) -> V
    ) -> [V] {
        units.enumerated().map { element, u in
            V.between(parameter(0, element), parameter(1, element), u, dtype)
        }
    }
}

extension RealLanes {
    /// Numbers in [start, end) at uniform parts of the way; NaN where start is above end.
    @inline(__always)
    static func between(_ start: Self, _ end: Self, _ part: Self, _ dtype: DType) -> Self {
        let width = end - start
        // A range wider than the largest number is weighed.
        let isMeasured = abs(width) < constant(.infinity)
        let value = select(
            isMeasured, start + width * part, start * (constant(1) - part) + end * part)
        // Half of what is lost to the last step of the dtype is enough to look closer.
        let most = last(before: end, as: dtype)
        let bounded = select(most < value, select(start < end, most, end), value)
        return select(start <= end, bounded, constant(.nan))
    }

    /// The largest number of a dtype that is below each lane.
    @inline(__always)
    static func last(before end: Self, as dtype: DType) -> Self {
        if dtype == .float16 { return lastHalf(before: end) }
        // The representations of positive numbers count up, those of negative ones down.
        let (zero, one) = (Bits.constant(0), Bits.constant(1))
        let bits = end.bits
        let isPositive = end > constant(0)
        let below = Self(bits: bits + Bits.select(isPositive, zero - one, one))
        return select(end == constant(0), -constant(leastMagnitude), below)
    }

    /// The largest number of half precision that is below each lane.
    @inline(__always)
    static func lastHalf(before end: Self) -> Self {
        // Its representation, without the bits of the fraction that half precision has not.
        let (one, rest) = (Bits.constant(1), fractionBits - 10)
        let positive = Self(bits: ((end.bits - one) >> rest) << rest)
        let negative = Self(bits: ((end.bits >> rest) + one) << rest)
        let isPositive = end > constant(0)
        let normal = select(isPositive, lesser(positive, constant(65504)), negative)
        // Up to the smallest normal number all are multiples of the smallest one.
        let steps = constant(0x1p-24) * (ceil(end * constant(0x1p24)) - constant(1))
        return select(abs(end) <= constant(0x1p-14), steps, normal)
    }

    /// The smallest number above zero.
    @inline(__always)
    private static var leastMagnitude: Double {
        fractionBits == 23 ? Double(Float.leastNonzeroMagnitude) : .leastNonzeroMagnitude
    }
}
