import SwndCore
import SwndGraph
import SwndNumerics

enum Sinh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.sinh(x) }
}

extension Op {
    public static let sinh: Operator = .real(
        "sinh", Sinh.self,
        doc: .init(
            "The hyperbolic sine.", "At most 1.7 ulp in float32.",
            example: ("nd.sinh(nd.array([0, 1]))", "[0.        1.1752012]")),
        range: -5...5, ulps: 1.7,
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.cosh(x) })
}
