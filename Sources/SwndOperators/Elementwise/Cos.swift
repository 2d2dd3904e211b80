import SwndCore
import SwndGraph
import SwndNumerics

enum Cos: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.cos(x) }
}

extension Op {
    public static let cos: Operator = .real(
        "cos", Cos.self,
        doc: .init(
            "The cosine of angles in radians.",
            "At most 1 ulp in float32, however large the angle.",
            example: ("nd.cos(nd.array([0, 3]))", "[ 1.        -0.9899925]")),
        range: -10...10, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in try -(g * Op.sin(x)) })
}
