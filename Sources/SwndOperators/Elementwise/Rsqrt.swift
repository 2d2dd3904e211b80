import SwndCore
import SwndGraph
import SwndNumerics

enum Rsqrt: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.rsqrt(x) }
}

extension Op {
    public static let rsqrt: Operator = .real(
        "rsqrt", Rsqrt.self,
        doc: .init(
            "One divided by the square root.",
            "Infinite at zero, NaN below. At most 0.51 ulp in float32.",
            example: ("nd.rsqrt(nd.array([4, 0.25]))", "[0.5 2. ]")),
        range: 0.1...10, ulps: 0.51,
        gradient: .unary { x, y, g throws(SwndError) in try -(g * y / (2 * x)) })
}
