import SwndCore
import SwndGraph
import SwndNumerics

enum Clip: TernaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V, _ low: V, _ high: V) -> V {
        V.select(x > high, high, V.select(x < low, low, x))
    }
}

extension Op {
    static let clipping = Pointwise(
        PointwiseKernel("clip", Clip.self), operands: [.input(0), .constant(0), .constant(1)])

    /// The gradient at both ends is that of the inside, as in MXNet.
    public static let clip: Operator = Operator(
        "clip",
        doc: .init(
            "Each element, or the nearer end of the range `[a_min, a_max]` where it lies outside.",
            "NaN stays NaN. The gradient at both ends is one.",
            example: ("nd.clip(nd.array([-1, 0.5, 3]), 0, 1)", "[0.  0.5 1. ]")),
        parameters: [
            Parameter("a_min", .real, "The lower end."),
            Parameter("a_max", .real, "The upper end."),
        ],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            // The ends of truth values are whole numbers, not truth values themselves.
            let rounding = x.dtype == .bool ? .int32 : x.dtype
            let ends = [
                Scalar.real(call.real("a_min") ?? 0).rounded(to: rounding),
                Scalar.real(call.real("a_max") ?? 0).rounded(to: rounding),
            ]
            return .init(
                try clipping.work(call, x.dtype, constants: ends), shape: x.shape, dtype: x.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let (x, g) = (Term.array(back.input(0)), Term.array(back.cotangent))
            let low = Term.number(back.call.real("a_min") ?? 0)
            let high = Term.number(back.call.real("a_max") ?? 0)
            return [try (g * (x >= low) * (x <= high)).tensor]
        },
        test: TestDomain(
            reference: { Clip.apply($0[0], -1, 1.5) }, oracle: .oracle { Clip.apply($0, -1, 1.5) },
            derivatives: {
                [Clip.apply(Dual.variable($0[0]), Dual.constant(-1), Dual.constant(1.5)).derivative]
            }, cases: [.init([[2, 3]], ["a_min": -1.0, "a_max": 1.5])]))
}
