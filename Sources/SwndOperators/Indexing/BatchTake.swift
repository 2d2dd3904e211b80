import SwndCore
import SwndGraph

extension Op {
    public static let batchTake: Operator = Operator(
        "batch_take",
        doc: .init(
            "One element along the last axis for each index, as `pick`.",
            "`indices` has the shape of `a` without its last axis, and any dtype; what is outside of the axis becomes the nearest index.",
            example: ("nd.batch_take(nd.array([[1, 2], [3, 4]]), nd.array([0, 1]))", "[1. 4.]")),
        inputs: [.init("a", "The input."), .init("indices", "Which elements.")],
        body: .composition { call throws(SwndError) in
            [try pick.applyOne(call.inputs, [.int(-1), .bool(false), IndexBounds.clip.choice])]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...2], cases: [.init([[4, 3], [4]]), .init([[2, 3, 2], [2, 3]])]))
}
