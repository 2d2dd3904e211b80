import SwndCore
import SwndGraph
import SwndNumerics

enum LogicalNot: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V {
        V.select(x == V.constant(0), V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let logicalNot: Operator = .unary(
        "logical_not", LogicalNot.self,
        doc: .init(
            "1 where an element is zero and 0 elsewhere.",
            "In the dtype of the input. NaN is not zero. The gradient is zero.",
            example: ("nd.logical_not(nd.array([0, 2]))", "[1. 0.]")),
        gradient: .zero, truth: .always)
}
