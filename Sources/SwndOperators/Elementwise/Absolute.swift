import SwndCore
import SwndGraph
import SwndNumerics

enum Absolute: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.abs(x) }
}

extension Op {
    public static let abs: Operator = .unary(
        "abs", Absolute.self,
        doc: .init(
            "The absolute value.", "The gradient at zero is zero.",
            example: ("nd.abs(nd.array([2, -3]))", "[2. 3.]")),
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.sign(x) })
}
