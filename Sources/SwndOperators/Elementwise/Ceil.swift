import SwndCore
import SwndGraph
import SwndNumerics

enum Ceil: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.ceil(x) }
}

extension Op {
    public static let ceil: Operator = .unary(
        "ceil", Ceil.self,
        doc: .init(
            "The smallest integer not below each element.", "The gradient is zero.",
            example: ("nd.ceil(nd.array([1.5, -1.5]))", "[ 2. -1.]")),
        gradient: .zero)
}
