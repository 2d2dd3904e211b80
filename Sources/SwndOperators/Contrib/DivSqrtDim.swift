import SwndCore
import SwndGraph

extension Op {
    public static let divSqrtDim: Operator = Operator(
        "div_sqrt_dim", space: "contrib",
        doc: .init(
            "Elements divided by the square root of the length of the last axis.",
            "As attention scales its scores. Integers are computed in float64 and truncated.",
            example: ("nd.contrib.div_sqrt_dim(nd.array([2, 4, 6, 8]))", "[1. 2. 3. 4.]")),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let length = Double(x.shape[x.shape.rank - 1])
            let quotient = try Term.array(real(x)) / .number(length.squareRoot())
            return [try converted(quotient.array(for: call.op.name), to: x.dtype)]
        }, gradient: .composed,
        test: TestDomain(ulps: 1, cases: [.init([[2, 3]]), .init([[5]]), .init([[2, 3, 4]])]))
}
