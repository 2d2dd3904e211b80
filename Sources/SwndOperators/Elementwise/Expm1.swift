import SwndCore
import SwndGraph
import SwndNumerics

enum Expm1: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.expm1(x) }
}

extension Op {
    public static let expm1: Operator = .real(
        "expm1", Expm1.self,
        doc: .init(
            "exp(x) - 1, exact near zero.", "At most 1.1 ulp in float32.",
            example: ("nd.expm1(nd.array([0, 1]))", "[0.        1.7182819]")),
        range: -5...5, ulps: 1.1,
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.exp(x) })
}
