import SwndCore
import SwndGraph

extension Op {
    public static let broadcastLike: Operator = Operator(
        "broadcast_like",
        doc: .init(
            "Repeated along axes of length 1 to the shape of another array.",
            "No gradient goes to `rhs`.",
            example: (
                "nd.broadcast_like(nd.array([[1], [2]]), nd.ones((2, 3)))",
                "[[1. 1. 1.]\n [2. 2. 2.]]"
            )),
        inputs: [.lhs, .init("rhs", "Gives the shape.")],
        body: .composition { call throws(SwndError) in
            let (x, shape) = (call.inputs[0], call.inputs[1].shape)
            guard Shape.broadcast(x.shape, shape) == shape else {
                throw call.error(.value, "lhs \(x.shape) does not broadcast to rhs \(shape)")
            }
            return [try widened(x, to: shape)]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[2, 1], [2, 3]]), .init([[1], [4]])]))
}
