import SwndCore
import SwndGraph

extension Op {
    public static let argmaxChannel: Operator = Operator(
        "argmax_channel",
        doc: .init(
            "The index of the largest element along axis 1, the first of equals.",
            "As `argmax` with `axis=1`. There is no gradient, as in MXNet; that of `argmax` is zero.",
            example: ("nd.argmax_channel(nd.array([[1, 5, 2], [9, 3, 4]]))", "[1. 0.]")),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            guard x.shape.rank > 1 else {
                throw call.error(.value, "data \(x.shape) has no axis 1")
            }
            return [try argmax(x, with: ["axis": 1])]
        }, gradient: .undefined,
        test: TestDomain(cases: [.init([[2, 3]]), .init([[2, 3, 4]]), .init([[1, 17]])]))
}
