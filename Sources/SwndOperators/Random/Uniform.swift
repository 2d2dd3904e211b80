import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomUniform: Operator = .random(
        "random_uniform", aliases: ["uniform"],
        RandomKernel("random_uniform") { stream, constants, first, count, result, double in
            if double {
                let (low, high) = (constants[0], constants[1])
                drawUniform(
                    LanesF64.self, stream, low: low, high: high,
                    last: Swift.min(high.nextDown, constants[2]),
                    isMeasured: (high - low).isFinite, first, count, result)
            } else {
                let (low, high) = (Float(constants[0]), Float(constants[1]))
                drawUniform(
                    LanesF32.self, stream, low: Double(low), high: Double(high),
                    last: Double(Swift.min(high.nextDown, Float(constants[2]))),
                    isMeasured: (high - low).isFinite, first, count, result)
            }
        },
        doc: .init(
            "Numbers drawn evenly from [low, high).",
            "Philox 4x32-10: the same numbers for a seed whatever the number of threads and the instruction set."
        ),
        Parameter("low", .real, default: 0.0, "The lower end."),
        Parameter("high", .real, default: 1.0, "The upper end, not included.")
    ) { call throws(SwndError) in
        guard let low = call.real("low"), let high = call.real("high"), low <= high else {
            throw call.error(
                .value,
                "low \(call.real("low") ?? 0) must not be above high \(call.real("high") ?? 1)")
        }
    }

    /// Numbers in [low, high), up to `last`; all three are numbers of the lanes' type. `isMeasured` says whether their
    /// distance is one: a range wider than the largest number is weighed.
    private static func drawUniform<L: RandomLanes>(
        _: L.Type, _ stream: RandomStream, low: Double, high: Double, last: Double,
        isMeasured: Bool, _ first: Int, _ count: Int, _ result: UnsafeMutableRawPointer
    ) {
        let (start, end) = (L.constant(low), L.constant(high))
        let width = end - start
        // Rounding must not reach the end that is not included; where both ends are one number, it is drawn.
        let most = low < high ? L.constant(last) : end
        let size = MemoryLayout<L>.size / L.laneCount
        L.forEachGroup(first: first, count: count, result) { group, values in
            L.uniforms(stream, group: group) { place, part in
                let value: L
                if isMeasured {
                    value = start + width * part
                } else {
                    value = start * (L.constant(1) - part) + end * part
                }
                L.select(most < value, most, value).store(values + place &* size)
            }
        }
    }
}
