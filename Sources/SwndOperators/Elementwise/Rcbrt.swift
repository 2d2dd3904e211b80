import SwndCore
import SwndGraph
import SwndNumerics

enum Rcbrt: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.rcbrt(x) }
}

extension Op {
    public static let rcbrt: Operator = .real(
        "rcbrt", Rcbrt.self,
        doc: .init(
            "One divided by the cube root.", "Infinite at zero. At most 0.51 ulp in float32.",
            example: ("nd.rcbrt(nd.array([8, -8]))", "[ 0.5 -0.5]")),
        range: 0.1...10, ulps: 0.51,
        gradient: .unary { x, y, g throws(SwndError) in try -(g * y / (3 * x)) })
}
