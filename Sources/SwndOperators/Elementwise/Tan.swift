import SwndCore
import SwndGraph
import SwndNumerics

enum Tan: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.tan(x) }
}

extension Op {
    public static let tan: Operator = .real(
        "tan", Tan.self,
        doc: .init(
            "The tangent of angles in radians.",
            "At most 1.2 ulp in float32, however large the angle.",
            example: ("nd.tan(nd.array([0, 1]))", "[0.        1.5574077]")),
        range: -1.5...1.5, ulps: 1.2,
        gradient: .unary { x, y, g throws(SwndError) in try g * (1 + y * y) })
}
