import SwndCore
import SwndGraph
import SwndNumerics

enum Trunc: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.trunc(x) }
}

extension Op {
    public static let trunc: Operator = .unary(
        "trunc", Trunc.self,
        doc: .init(
            "The nearest integer toward zero.", "The same as `fix`. The gradient is zero.",
            example: ("nd.trunc(nd.array([1.7, -1.7]))", "[ 1. -1.]")),
        gradient: .zero)
}
