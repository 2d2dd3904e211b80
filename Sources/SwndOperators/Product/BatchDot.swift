import SwndCore
import SwndGraph

extension Op {
    public static let batchDot: Operator = Operator(
        "batch_dot",
        doc: .init(
            "Matrix products over the last two axes; the axes before them are the same in both.",
            example: ("nd.batch_dot(nd.ones((2, 1, 3)), nd.ones((2, 3, 1))).shape", "(2, 1, 1)")),
        inputs: [.lhs, .rhs],
        parameters: [
            Parameter("transpose_a", .bool, default: false, "Whether lhs is transposed."),
            Parameter("transpose_b", .bool, default: false, "Whether rhs is transposed."),
        ],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let (a, b) = (call.inputs[0].shape, call.inputs[1].shape)
            guard a.rank >= 3, a.rank == b.rank, a.axes.dropLast(2) == b.axes.dropLast(2) else {
                throw call.error(
                    .value,
                    "lhs \(a) and rhs \(b) must have 3 or more axes, all but the last two the same")
            }
            return [try matrixProduct.applyOne(call.inputs, call.attributes)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 2, 3], [2, 3, 4]]),
                .init([[2, 3, 2], [2, 4, 3]], ["transpose_a": true, "transpose_b": true]),
            ]))
}
