import SwndCore
import SwndGraph
import SwndNumerics

enum Arcsinh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.asinh(x) }
}

extension Op {
    public static let arcsinh: Operator = .real(
        "arcsinh", Arcsinh.self,
        doc: .init(
            "The number whose hyperbolic sine is each element.", "At most 1 ulp in float32.",
            example: ("nd.arcsinh(nd.array([0, 1]))", "[0.        0.8813736]")),
        range: -5...5, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in try g / Op.hypot(x, 1) })
}
