import SwndCore
import SwndGraph

extension Op {
    public static let quadratic: Operator = Operator(
        "quadratic", space: "contrib",
        doc: .init(
            "a * x^2 + b * x + c, element by element.",
            "Integers are computed in float64 and truncated.",
            example: ("nd.contrib.quadratic(nd.array([1, 2]), a=1, b=2, c=3)", "[ 6. 11.]")),
        parameters: [
            Parameter("a", .real, default: 0.0, "The factor of the square."),
            Parameter("b", .real, default: 0.0, "The factor of the element."),
            Parameter("c", .real, default: 0.0, "The constant."),
        ],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let x = Term.array(try real(data))
            let (a, b) = (Term.number(call.real("a") ?? 0), Term.number(call.real("b") ?? 0))
            let value = try (a * x * x + b * x) + .number(call.real("c") ?? 0)
            return [try converted(value.array(for: call.op.name), to: data.dtype)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 8, cases: [.init([[2, 3]], ["a": 0.5, "b": -2.0, "c": 1.0]), .init([[5]])]))
}
