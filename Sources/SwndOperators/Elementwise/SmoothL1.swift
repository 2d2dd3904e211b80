import SwndCore
import SwndGraph
import SwndNumerics

enum SmoothL1: RealBinaryBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V, _ sigma: V) -> V {
        let square = sigma * sigma
        let end = V.reciprocal(square)
        let size = V.abs(x)
        let linear = size - V.constant(0.5) * end
        return V.select(size > end, linear, V.constant(0.5) * (square * (x * x)))
    }
}

extension Op {
    static let smoothing = Pointwise(
        PointwiseKernel("smooth_l1", SmoothL1.self), operands: [.input(0), .constant(0)])

    public static let smoothL1: Operator = Operator(
        "smooth_l1",
        doc: .init(
            "A parabola near zero that goes on as the absolute value: the smooth L1 loss.",
            "(scalar x)^2 / 2 where |x| is at most 1 / scalar^2, and |x| - 1 / (2 scalar^2) elsewhere (R. Girshick, Fast R-CNN,"
                + " 2015).",
            example: ("nd.smooth_l1(nd.array([0.5, -2]))", "[0.125 1.5  ]")),
        parameters: [
            Parameter("scalar", .real, default: 1.0, "How narrow the parabola is.")
        ],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            let sigma = Scalar.real(call.real("scalar") ?? 1)
            return .init(
                try smoothing.work(call, x.dtype, constants: [sigma]), shape: x.shape,
                dtype: x.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let sigma = back.call.real("scalar") ?? 1
            let slope = try Term.array(back.input(0)) * .number(sigma * sigma)
            let bounded = try clip(
                slope.array(for: "smooth_l1"), with: ["a_min": -1.0, "a_max": 1.0])
            return [try (.array(back.cotangent) * .array(bounded)).tensor]
        },
        test: TestDomain(
            ulps: 2, reference: { SmoothL1.apply($0[0], 1.5) },
            oracle: .oracle { SmoothL1.apply($0, 1.5) },
            derivatives: { [SmoothL1.apply(Dual.variable($0[0]), Dual.constant(1.5)).derivative] },
            cases: [.init([[2, 3]], ["scalar": 1.5])]))
}
