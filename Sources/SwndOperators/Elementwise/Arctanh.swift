import SwndCore
import SwndGraph
import SwndNumerics

enum Arctanh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.atanh(x) }
}

extension Op {
    public static let arctanh: Operator = .real(
        "arctanh", Arctanh.self,
        doc: .init(
            "The number whose hyperbolic tangent is each element.",
            "Infinite at 1 and -1, NaN beyond. At most 1 ulp in float32.",
            example: ("nd.arctanh(nd.array([0, 0.5]))", "[0.        0.5493061]")),
        range: -0.9...0.9, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g / ((1 - x) * (1 + x))
        })
}
