import SwndCore
import SwndGraph
import SwndNumerics

enum Tanh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.tanh(x) }
}

extension Op {
    public static let tanh: Operator = .real(
        "tanh", Tanh.self,
        doc: .init(
            "The hyperbolic tangent.", "At most 1 ulp in float32.",
            example: ("nd.tanh(nd.array([0, 2]))", "[0.        0.9640276]")),
        range: -5...5, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in try g * (1 - y * y) })
}
