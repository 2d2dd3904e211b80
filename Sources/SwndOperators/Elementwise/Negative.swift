import SwndCore
import SwndGraph
import SwndNumerics

enum Negative: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { -x }
}

extension Op {
    public static let negative: Operator = .unary(
        "negative", Negative.self,
        doc: .init(
            "Each element with the other sign.", "Integers wrap around.",
            example: ("nd.negative(nd.array([2, -3]))", "[-2.  3.]")),
        gradient: .unary { x, y, g throws(SwndError) in try -g })
}
