import SwndCore
import SwndGraph

extension Op {
    public static let randomUniform: Operator = .random(
        "random_uniform", aliases: ["uniform"],
        RandomKernel("random_uniform") { stream, constants, first, count, result, double in
            let (low, high) = (constants[0], constants[1])
            // Rounding must not reach the end that is not included.
            func fill<T: BinaryFloatingPoint>(
                _: T.Type, _ uniforms: (RandomStream, Int, UnsafeMutablePointer<T>) -> Void
            ) {
                let (start, width) = (T(low), T(high) - T(low))
                let last = Swift.min(T(high).nextDown, T(constants[2]))
                let out = result.assumingMemoryBound(to: T.self)
                withUnsafeTemporaryAllocation(of: T.self, capacity: RandomKernel.granularity) {
                    group in
                    guard let values = group.baseAddress else { return }
                    for begin in stride(from: 0, to: count, by: RandomKernel.granularity) {
                        uniforms(stream, (first &+ begin) / RandomKernel.granularity, values)
                        for index in 0..<Swift.min(RandomKernel.granularity, count &- begin) {
                            let part = values[index]
                            // A range wider than the largest number is weighed, not measured.
                            let value =
                                width.isFinite
                                ? start + width * part : start * (1 - part) + T(high) * part
                            out[begin &+ index] = value > last && width > 0 ? last : value
                        }
                    }
                }
            }
            if double {
                fill(Double.self) { Philox.uniforms64($0, group: $1, $2) }
            } else {
                fill(Float.self) { Philox.uniforms32($0, group: $1, $2) }
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
}
