import SwndCore
import SwndGraph
import SwndNumerics

enum Gamma: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.gamma(x) }
}

extension Op {
    public static let gamma: Operator = .real(
        "gamma", Gamma.self,
        doc: .init(
            "The gamma function, which is (n - 1)! for whole n.",
            "Infinite at zero, NaN at negative integers. At most 0.51 ulp in float32.",
            example: ("nd.gamma(nd.array([1, 5, 0.5]))", "[ 1.        24.         1.7724539]")),
        range: 0.5...5, ulps: 0.51,
        gradient: .unary { x, y, g throws(SwndError) in try g * (y * Op.digamma(x)) })
}
