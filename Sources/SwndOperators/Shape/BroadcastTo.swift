import SwndCore
import SwndGraph

extension Op {
    public static let broadcastTo: Operator = Operator(
        "broadcast_to",
        doc: .init(
            "Repeated along axes of length 1 to a wider shape.",
            "A 0 in the shape keeps the length of the input. Takes no memory: repeated axes have step 0.",
            example: ("nd.broadcast_to(nd.array([[1], [2]]), (2, 3))", "[[1. 1. 1.]\n [2. 2. 2.]]")),
        parameters: [.shape],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            var axes = call.ints("shape") ?? []
            let missing = axes.count - x.shape.rank
            for axis in axes.indices where axes[axis] == 0 && axis >= missing && missing >= 0 {
                axes[axis] = x.shape[axis - missing]
            }
            let wide = try call.shape(from: axes, name: "shape")
            guard Shape.broadcast(x.shape, wide) == wide else {
                throw call.error(.value, "\(x.shape) does not broadcast to \(wide)")
            }
            return [try widened(x, to: wide)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 1]], ["shape": [2, 3]]), .init([[3]], ["shape": [2, 3]]),
            .init([[1]], ["shape": [4]]),
        ]))

    /// Repeated along axes of length 1 to a shape that it broadcasts to.
    public static func widened(_ x: Tensor, to shape: Shape) throws(SwndError) -> Tensor {
        shape == x.shape ? x : wide.applyView(x, x.value.layout.broadcast(to: shape))
    }

    private static let wide: Operator = Operator(
        "_wide", doc: .init("Repeated along axes of length 1."),
        body: .view { call in call.inputs[0].value.layout },
        // Summing over the repeated axes is unbroadcasting, which the tape does for every rule.
        gradient: .rule { back in [back.cotangent] })
}
