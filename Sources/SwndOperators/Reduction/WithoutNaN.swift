import SwndCore
import SwndGraph
import SwndNumerics

enum ReplaceNaN: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V, _ replacement: V) -> V {
        V.select(x == x, x, replacement)
    }
}

extension Op {
    static let replacing = Pointwise(
        PointwiseKernel("replace_nan", ReplaceNaN.self), operands: [.input(0), .constant(0)])

    /// The elements with a number in the place of NaN.
    static let replaceNaN: Operator = Operator(
        "_replace_nan", doc: .init("Each element, or a number where it is NaN."),
        parameters: [Parameter("scalar", .real, "The number.")],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            let number = Scalar.real(call.real("scalar") ?? 0)
            return .init(
                try replacing.work(call, x.dtype, constants: [number]), shape: x.shape,
                dtype: x.dtype)
        },
        gradient: .unary { x, _, g throws(SwndError) in
            // Not a product: a cotangent may be infinite or NaN itself.
            let kept = try (x == x).array(for: "_replace_nan")
            let cotangent = try g.array(for: "_replace_nan")
            return .array(try choose(kept, cotangent, zerosLike(cotangent)))
        })

    public static let nansum: Operator = Operator(
        "nansum",
        doc: .init(
            "The sum of elements over axes, NaN counting as zero.",
            "As `sum` otherwise. The gradient at NaN is zero.",
            example: ("nd.nansum(nd.array([1, float('nan'), 3]))", "[4.]")),
        parameters: [.axes, .keepdims, .exclude],
        body: .composition { call throws(SwndError) in
            let x = try replaceNaN(call.inputs[0], with: ["scalar": 0.0])
            return [try sum.applyOne([x], call.attributes)]
        }, gradient: .composed, test: TestDomain(ulps: 2, cases: TestDomain.reductionCases))

    public static let nanprod: Operator = Operator(
        "nanprod",
        doc: .init(
            "The product of elements over axes, NaN counting as one.",
            "As `prod` otherwise. The gradient at NaN is zero.",
            example: ("nd.nanprod(nd.array([2, float('nan'), 3]))", "[6.]")),
        parameters: [.axes, .keepdims, .exclude],
        body: .composition { call throws(SwndError) in
            let x = try replaceNaN(call.inputs[0], with: ["scalar": 1.0])
            return [try prod.applyOne([x], call.attributes)]
        }, gradient: .composed,
        test: TestDomain([0.5...1.5], ulps: 24, cases: TestDomain.reductionCases))
}
