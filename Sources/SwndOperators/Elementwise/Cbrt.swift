import SwndCore
import SwndGraph
import SwndNumerics

enum Cbrt: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.cbrt(x) }
}

extension Op {
    public static let cbrt: Operator = .real(
        "cbrt", Cbrt.self,
        doc: .init(
            "The cube root, of negative numbers too.", "At most 0.51 ulp in float32.",
            example: ("nd.cbrt(nd.array([8, -27]))", "[ 2. -3.]")),
        range: 0.1...10, ulps: 0.51,
        gradient: .unary { x, y, g throws(SwndError) in try g / (3 * (y * y)) })
}
