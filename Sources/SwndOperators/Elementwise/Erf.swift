import SwndCore
import SwndGraph
import SwndNumerics

enum Erf: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.erf(x) }
}

extension Op {
    public static let erf: Operator = .real(
        "erf", Erf.self,
        doc: .init(
            "The error function.",
            "2 / sqrt(pi) times the integral of exp(-t^2) from 0 to each element. At most 1.1 ulp in float32.",
            example: ("nd.erf(nd.array([0, 1]))", "[0.        0.8427008]")),
        range: -3...3, ulps: 1.1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g * (1.12837916709551257390 * Op.exp(-(x * x)))
        })
}
