import SwndCore
import SwndGraph
import SwndNumerics

enum Sin: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.sin(x) }
}

extension Op {
    public static let sin: Operator = .real(
        "sin", Sin.self,
        doc: .init(
            "The sine of angles in radians.", "At most 1 ulp in float32, however large the angle.",
            example: ("nd.sin(nd.array([0, 4]))", "[ 0.        -0.7568025]")),
        range: -10...10, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.cos(x) })
}
