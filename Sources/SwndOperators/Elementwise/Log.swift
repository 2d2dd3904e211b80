import SwndCore
import SwndGraph
import SwndNumerics

enum Log: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.log(x) }
}

extension Op {
    public static let log: Operator = .real(
        "log", Log.self,
        doc: .init(
            "The natural logarithm.",
            "NaN below zero, minus infinity at zero. At most 1 ulp in float32.",
            example: ("nd.log(nd.array([1, 10]))", "[0.        2.3025851]")),
        range: 0.1...10, ulps: 1, gradient: .unary { x, y, g throws(SwndError) in try g / x })
}
