import SwndCore
import SwndGraph
import SwndNumerics

enum Where: TernaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ condition: V, _ x: V, _ y: V) -> V {
        V.select(condition != V.constant(0), x, y)
    }
}

extension Op {
    private static let choosing = Pointwise(
        PointwiseKernel("where", Where.self),
        operands: [.input(0, truth: true), .input(1), .input(2)])

    public static let `where`: Operator = Operator(
        "where",
        doc: .init(
            "Elements of `x` where `condition` is not zero, of `y` elsewhere.",
            "`x` and `y` have the same shape and dtype. `condition` has any dtype and either their shape or the shape (n,), where n"
                + " is the length of their first axis: then it chooses whole rows.",
            example: (
                "nd.where(nd.array([1, 0]), nd.array([1, 2]), nd.array([3, 4]))", "[1. 4.]"
            )),
        inputs: [
            .init("condition", "Chooses: not zero for `x`."), .init("x", "Taken where it holds."),
            .init("y", "Taken elsewhere."),
        ],
        body: .composition { call throws(SwndError) in
            let (condition, x, y) = (call.inputs[0], call.inputs[1], call.inputs[2])
            guard x.shape == y.shape else {
                throw call.error(.value, "x \(x.shape) and y \(y.shape) must have the same shape")
            }
            if condition.shape == x.shape { return [try choose(condition, x, y)] }
            // MXNet's rule, not NumPy's: a condition with one axis belongs to the first axis of x.
            guard condition.shape.rank == 1, condition.shape.count == x.shape[0] else {
                throw call.error(
                    .value,
                    "condition \(condition.shape) must have the shape of x, \(x.shape), or one axis of"
                        + " length \(x.shape[0])")
            }
            let column = [condition.shape.count] + [Int](repeating: 1, count: x.shape.rank - 1)
            return [try choose(reshape(condition, with: ["shape": .ints(column)]), x, y)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3], [2, 3], [2, 3]]), .init([[2], [2, 3], [2, 3]]),
        ]))

    /// The same with plain broadcasting.
    public static let choose: Operator = Operator(
        "_where",
        doc: .init(
            "Elements of `x` where `condition` is not zero, of `y` elsewhere; all broadcast."),
        inputs: [
            .init("condition", "Chooses: not zero for `x`."), .init("x", "Taken where it holds."),
            .init("y", "Taken elsewhere."),
        ],
        body: .kernel { call throws(SwndError) in
            let (condition, x, y) = (call.inputs[0], call.inputs[1], call.inputs[2])
            guard x.dtype == y.dtype else {
                throw SwndError(
                    .type, "where: x is \(x.dtype) and y is \(y.dtype): dtypes must be the same")
            }
            guard let values = Shape.broadcast(x.shape, y.shape),
                let shape = Shape.broadcast(condition.shape, values)
            else {
                throw SwndError(
                    .value,
                    "where: condition \(condition.shape), x \(x.shape) and y \(y.shape) do not"
                        + " broadcast to one shape")
            }
            return .init(try choosing.work(call, x.dtype), shape: shape, dtype: x.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let (condition, g) = (back.input(0), back.cotangent)
            let zero = try Op.zerosLike(g)
            return [nil, try choose(condition, g, zero), try choose(condition, zero, g)]
        }, test: TestDomain(cases: [.init([[2, 3], [2, 3], [3]])]))
}
