import SwndCore
import SwndGraph
import SwndNumerics

enum Sigmoid: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V {
        V.sigmoid(x)
    }
}

extension Op {
    public static let sigmoid: Operator = .real(
        "sigmoid", Sigmoid.self,
        doc: .init(
            "The logistic function, 1 / (1 + exp(-x)).",
            "At most 1.7 ulp in float32; does not overflow.",
            example: ("nd.sigmoid(nd.array([0, 2]))", "[0.5      0.880797]")),
        range: -10...10, ulps: 1.7,
        gradient: .unary { x, y, g throws(SwndError) in try g * y * (1 - y) })
}
