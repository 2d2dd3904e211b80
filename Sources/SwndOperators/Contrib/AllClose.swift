import SwndCore
import SwndGraph

extension Op {
    public static let allClose: Operator = Operator(
        "allclose", space: "contrib",
        doc: .init(
            "1 where all elements of two arrays are near each other, else 0; one element of uint8.",
            "|a - b| <= atol + rtol |b|, as `numpy.allclose`; infinities are near themselves alone. Both arrays have the same shape"
                + " and dtype. Integers are compared in float64. There is no gradient.",
            example: ("nd.contrib.allclose(nd.array([1, 2]), nd.array([1, 2.1]), atol=0.2)", "[1]")),
        inputs: [.init("a", "The first array."), .init("b", "The second array.")],
        parameters: [
            Parameter("rtol", .real, default: 1e-5, "What is allowed in parts of `b`."),
            Parameter("atol", .real, default: 1e-8, "What is allowed in any case."),
            Parameter("equal_nan", .bool, default: true, "Whether NaN is near NaN."),
        ],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let (first, second) = (call.inputs[0], call.inputs[1])
            guard first.shape == second.shape else {
                throw call.error(
                    .value, "a \(first.shape) and b \(second.shape) must have the same shape")
            }
            let isFloating = first.dtype.isFloating
            let a = Term.array(try isFloating ? first : converted(first, to: .float64))
            let b = Term.array(try isFloating ? second : converted(second, to: .float64))
            let (rtol, atol) = (call.real("rtol") ?? 1e-5, call.real("atol") ?? 1e-8)
            let room = try .number(rtol) * abs(b) + .number(atol)
            // An infinity would be near everything.
            let finite = try isFinite(a) * isFinite(b)
            let near = try logicalOr(finite * (abs(a - b) <= room), a == b)
            let same = try call.bool("equal_nan") ? logicalOr(near, isNaN(a) * isNaN(b)) : near
            let all = try prod(
                converted(same.array(for: call.op.name), to: .uint8), with: ["axis": .none])
            return [all]
        }, gradient: .undefined,
        test: TestDomain(cases: [
            .init([[2, 3], [2, 3]]), .init([[5], [5]], ["rtol": 0.5, "atol": 4.0]),
        ]))
}
