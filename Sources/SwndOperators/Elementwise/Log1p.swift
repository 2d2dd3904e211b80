import SwndCore
import SwndGraph
import SwndNumerics

enum Log1p: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.log1p(x) }
}

extension Op {
    public static let log1p: Operator = .real(
        "log1p", Log1p.self,
        doc: .init(
            "log(1 + x), exact near zero.",
            "NaN below -1, minus infinity there. At most 1 ulp in float32.",
            example: ("nd.log1p(nd.array([0, 1]))", "[0.        0.6931472]")),
        range: -0.9...5, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in try g / (1 + x) })
}
