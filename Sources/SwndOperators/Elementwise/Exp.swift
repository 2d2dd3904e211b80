import SwndCore
import SwndGraph
import SwndNumerics

enum Exp: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.exp(x) }
}

extension Op {
    public static let exp: Operator = .real(
        "exp", Exp.self,
        doc: .init(
            "The exponential: e to the power of each element.", "At most 1 ulp in float32.",
            example: ("nd.exp(nd.array([0, 3]))", "[ 1.       20.085537]")),
        range: -10...10, ulps: 1, gradient: .unary { x, y, g throws(SwndError) in try g * y })
}
