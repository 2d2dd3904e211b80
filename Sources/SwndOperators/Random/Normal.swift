import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomNormal: Operator = .random(
        "random_normal", aliases: ["normal"],
        RandomKernel("random_normal") { stream, constants, first, count, result, double in
            let size = double ? 8 : 4
            let group = RandomKernel.granularity
            withUnsafeTemporaryAllocation(byteCount: 64 &* 8, alignment: 64) { scratch in
                guard let values = scratch.baseAddress else { return }
                for begin in stride(from: 0, to: count, by: group) {
                    let number = (first &+ begin) / group
                    if double {
                        Philox.uniforms64(
                            stream, group: number, values.assumingMemoryBound(to: Double.self))
                        boxMuller(LanesF64.self, values, constants)
                    } else {
                        Philox.uniforms32(
                            stream, group: number, values.assumingMemoryBound(to: Float.self))
                        boxMuller(LanesF32.self, values, constants)
                    }
                    (result + begin &* size).copyMemory(
                        from: values, byteCount: Swift.min(group, count &- begin) &* size)
                }
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

    /// 64 uniform numbers to normal ones, in place: the first half gives radii, the second angles.
    @inline(__always)
    private static func boxMuller<L: Lanes & RealValue>(
        _: L.Type, _ values: UnsafeMutableRawPointer, _ constants: [Double]
    ) {
        let (mean, deviation) = (L.constant(constants[0]), L.constant(constants[1]))
        let half = 32 &* MemoryLayout<L>.size / L.laneCount
        for place in stride(from: 0, to: half, by: MemoryLayout<L>.size) {
            // 1 - u is in (0, 1]: its logarithm is finite.
            let u = L.constant(1) - L.load(values + place)
            let angle = L.constant(2 * Double.pi) * L.load(values + half + place)
            let radius = deviation * L.sqrt(L.constant(-2) * L.log(u))
            (mean + radius * L.cos(angle)).store(values + place)
            (mean + radius * L.sin(angle)).store(values + half + place)
        }
    }
}
