import SwndCore
import SwndGraph
import SwndNumerics

enum Fix: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.trunc(x) }
}

extension Op {
    public static let fix: Operator = .unary(
        "fix", Fix.self,
        doc: .init(
            "The nearest integer toward zero.", "The same as `trunc`. The gradient is zero.",
            example: ("nd.fix(nd.array([1.7, -1.7]))", "[ 1. -1.]")),
        gradient: .zero)
}
