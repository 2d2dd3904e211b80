import SwndCore
import SwndGraph
import SwndNumerics

enum Gammaln: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.logGamma(x) }
}

extension Op {
    public static let gammaln: Operator = .real(
        "gammaln", Gammaln.self,
        doc: .init(
            "The natural logarithm of the magnitude of the gamma function.",
            "Infinite at zero and at negative integers. At most 0.6 ulp in float32.",
            example: ("nd.gammaln(nd.array([1, 5]))", "[0.        3.1780539]")),
        range: 0.5...5, ulps: 0.6,
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.digamma(x) })
}
