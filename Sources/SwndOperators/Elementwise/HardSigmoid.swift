import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let hardSigmoid: Operator = Operator(
        "hard_sigmoid",
        doc: .init(
            "alpha * x + beta, or 0 where that is less, or 1 where it is more.",
            "NaN stays NaN. The gradient is zero where the result is 0 or 1.",
            example: ("nd.hard_sigmoid(nd.array([-5, 0, 5]))", "[0.  0.5 1. ]")),
        parameters: [
            Parameter("alpha", .real, default: 0.2, "The slope."),
            Parameter("beta", .real, default: 0.5, "The value at zero."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            try call.requireFloating()
            let line = try call.slope * .array(real(x)) + .number(call.real("beta") ?? 0.5)
            let result = try clip(
                line.array(for: "hard_sigmoid"), with: ["a_min": 0.0, "a_max": 1.0])
            return [try converted(result, to: x.dtype)]
        },
        gradient: .rule { back throws(SwndError) in
            let (y, g) = (Term.array(back.output), Term.array(back.cotangent))
            return [try (g * (y > 0) * (y < 1) * back.call.slope).tensor]
        },
        test: TestDomain(
            ulps: 2, cases: [.init([[2, 3]]), .init([[5]], ["alpha": 0.5, "beta": 0.25])]))
}

extension Call {
    fileprivate var slope: Term { .number(real("alpha") ?? 0.2) }
}
