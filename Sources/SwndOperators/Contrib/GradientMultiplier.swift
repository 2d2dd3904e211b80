import SwndCore
import SwndGraph

extension Op {
    public static let gradientMultiplier: Operator = Operator(
        "gradientmultiplier", space: "contrib",
        doc: .init(
            "The same elements; the gradient is multiplied by a number on its way back.",
            "With a negative number gradients are reversed (Y. Ganin and V. Lempitsky, Unsupervised domain adaptation by"
                + " backpropagation, 2015).",
            example: ("nd.contrib.gradientmultiplier(nd.array([1, 2]), scalar=3)", "[1. 2.]")),
        parameters: [
            Parameter("scalar", .real, default: 1.0, "The number."),
            Parameter("is_int", .bool, default: true, "Of no meaning; MXNet has it."),
        ],
        body: .composition { call throws(SwndError) in [try copy(call.inputs[0])] },
        gradient: .rule { back throws(SwndError) in
            [try (.array(back.cotangent) * .number(back.call.real("scalar") ?? 1)).tensor]
        },
        test: TestDomain(gradientIsDerivative: false, cases: [.init([[2, 3]], ["scalar": 3.0])]))
}
