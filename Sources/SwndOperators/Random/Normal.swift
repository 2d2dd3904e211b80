import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomNormal: Operator = .random(
        "random_normal", aliases: ["normal"],
        RandomKernel("random_normal") { stream, constants, first, count, result, double in
            if double {
                drawNormal(LanesF64.self, stream, constants, first, count, result)
            } else {
                drawNormal(LanesF32.self, stream, constants, first, count, result)
            }
        },
        doc: .init(
            "Numbers drawn from the normal distribution with mean `loc` and standard deviation `scale`.",
            "Philox 4x32-10 and the transformation of G. E. P. Box and M. E. Muller (1958): the same numbers for a seed whatever"
                + " the number of threads and the instruction set."),
        Parameter("loc", .real, default: 0.0, "The mean."),
        Parameter("scale", .real, default: 1.0, "The standard deviation; not negative.")
    ) { call throws(SwndError) in
        guard let scale = call.real("scale"), scale >= 0 else {
            throw call.error(.value, "scale is \(call.real("scale") ?? 0); it must not be negative")
        }
    }

    /// Of 64 uniform numbers the first half gives radii, the second angles.
    private static func drawNormal<L: RandomLanes>(
        _: L.Type, _ stream: RandomStream, _ constants: [Double], _ first: Int, _ count: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let (mean, deviation) = (L.constant(constants[0]), L.constant(constants[1]))
        let half = 32 &* MemoryLayout<L>.size / L.laneCount
        L.forEachGroup(first: first, count: count, result) { group, values in
            L.uniforms(stream, group: group) { place, numbers in
                numbers.store(values + place &* (MemoryLayout<L>.size / L.laneCount))
            }
            for place in stride(from: 0, to: half, by: MemoryLayout<L>.size) {
                // 1 - u is in (0, 1]: its logarithm is finite.
                let u = L.constant(1) - L.load(values + place)
                let radius = deviation * L.sqrt(L.constant(-2) * L.log(u))
                let angle = L.sineAndCosine(turns: L.load(values + half + place))
                (mean + radius * angle.cosine).store(values + place)
                (mean + radius * angle.sine).store(values + half + place)
            }
        }
    }
}
