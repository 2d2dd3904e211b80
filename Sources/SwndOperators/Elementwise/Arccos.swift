import SwndCore
import SwndGraph
import SwndNumerics

enum Arccos: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.acos(x) }
}

extension Op {
    public static let arccos: Operator = .real(
        "arccos", Arccos.self,
        doc: .init(
            "The angle in radians whose cosine is each element, from 0 to pi.",
            "NaN beyond 1 and -1. At most 1 ulp in float32.",
            example: ("nd.arccos(nd.array([1, -1]))", "[0.        3.1415927]")),
        range: -0.9...0.9, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try -(g * Op.rsqrt((1 - x) * (1 + x)))
        })
}
