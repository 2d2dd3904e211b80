import SwndCore
import SwndGraph
import SwndNumerics

enum Arccosh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.acosh(x) }
}

extension Op {
    public static let arccosh: Operator = .real(
        "arccosh", Arccosh.self,
        doc: .init(
            "The number, zero or positive, whose hyperbolic cosine is each element.",
            "NaN below 1. At most 1 ulp in float32.",
            example: ("nd.arccosh(nd.array([1, 2]))", "[0.       1.316958]")),
        range: 1.1...5, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g * Op.rsqrt((x - 1) * (x + 1))
        })
}
