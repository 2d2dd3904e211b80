import SwndCore
import SwndGraph
import SwndNumerics

enum Arcsin: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.asin(x) }
}

extension Op {
    public static let arcsin: Operator = .real(
        "arcsin", Arcsin.self,
        doc: .init(
            "The angle in radians whose sine is each element, from -pi/2 to pi/2.",
            "NaN beyond 1 and -1. At most 1 ulp in float32.",
            example: ("nd.arcsin(nd.array([0, 1]))", "[0.        1.5707964]")),
        range: -0.9...0.9, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g * Op.rsqrt((1 - x) * (1 + x))
        })
}
