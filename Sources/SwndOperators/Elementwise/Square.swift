import SwndCore
import SwndGraph
import SwndNumerics

enum Square: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { x * x }
}

extension Op {
    public static let square: Operator = .unary(
        "square", Square.self,
        doc: .init(
            "Each element times itself.", "Integers wrap around.",
            example: ("nd.square(nd.array([2, -3]))", "[4. 9.]")),
        gradient: .unary { x, y, g throws(SwndError) in try g * (2 * x) })
}
