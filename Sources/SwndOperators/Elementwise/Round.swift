import SwndCore
import SwndGraph
import SwndNumerics

enum Round: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.roundAway(x) }
}

extension Op {
    public static let round: Operator = .unary(
        "round", Round.self,
        doc: .init(
            "The nearest integer; halves go away from zero, as in MXNet.", "The gradient is zero.",
            example: ("nd.round(nd.array([1.4, 2.5, -2.5]))", "[ 1.  3. -3.]")),
        gradient: .zero)
}
