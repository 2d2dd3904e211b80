import SwndCore
import SwndGraph

extension Op {
    public static let flatten: Operator = Operator(
        "flatten", aliases: ["Flatten"],
        doc: .init(
            "A matrix: the first axis stays, all others become one.",
            example: ("nd.flatten(nd.ones((2, 3, 4))).shape", "(2, 12)")),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let rows = x.shape[0]
            let columns = (1..<Swift.max(x.shape.rank, 1)).reduce(1) { $0 &* x.shape[$1] }
            return [try reshaped(x, to: try call.shape(from: [rows, columns], name: "shape"))]
        }, gradient: .composed, test: TestDomain(cases: [.init([[2, 3, 4]]), .init([[5]])]))
}
