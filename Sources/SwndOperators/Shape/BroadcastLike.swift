import SwndCore
import SwndGraph

extension Op {
    public static let broadcastLike: Operator = Operator(
        "broadcast_like",
        doc: .init(
            "Repeated along axes of length 1 to the shape of another array, or to some of its lengths.",
            "With `lhs_axes` and `rhs_axes`, these axes of `lhs` take the lengths of those of `rhs`, and all others stay. No gradient"
                + " goes to `rhs`.",
            example: (
                "nd.broadcast_like(nd.array([[1], [2]]), nd.ones((2, 3)))",
                "[[1. 1. 1.]\n [2. 2. 2.]]"
            )),
        inputs: [.lhs, .init("rhs", "Gives the shape.")],
        parameters: [
            Parameter(
                "lhs_axes", .ints, default: Attribute.none, "Axes of lhs, each of length 1."),
            Parameter("rhs_axes", .ints, default: Attribute.none, "The axes of rhs; as many."),
        ],
        body: .composition { call throws(SwndError) in
            let (x, other) = (call.inputs[0], call.inputs[1].shape)
            var shape = other
            if call.ints("lhs_axes") != nil || call.ints("rhs_axes") != nil {
                shape = try call.lengthened(x.shape, like: other)
            }
            guard Shape.broadcast(x.shape, shape) == shape else {
                throw call.error(.value, "lhs \(x.shape) does not broadcast to rhs \(shape)")
            }
            return [try widened(x, to: shape)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 1], [2, 3]]), .init([[1], [4]]),
            .init([[2, 1], [3, 4]], ["lhs_axes": [1], "rhs_axes": [0]]),
        ]))
}

extension Call {
    /// A shape in which some axes have the lengths of some of another.
    fileprivate func lengthened(_ own: Shape, like other: Shape) throws(SwndError) -> Shape {
        let (left, right) = (ints("lhs_axes") ?? [], ints("rhs_axes") ?? [])
        guard left.count == right.count, !left.isEmpty else {
            throw error(
                .value,
                "lhs_axes \(Shape.text(left)) and rhs_axes \(Shape.text(right)) must name as many axes"
            )
        }
        var lengths = own.axes
        for (to, from) in zip(left, right) {
            lengths[try axis(to, of: own)] = other[try axis(from, of: other)]
        }
        return try shape(from: lengths, name: "shape of the result")
    }
}
