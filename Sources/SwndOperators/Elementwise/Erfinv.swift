import SwndCore
import SwndGraph
import SwndNumerics

enum Erfinv: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.erfinv(x) }
}

extension Op {
    public static let erfinv: Operator = .real(
        "erfinv", Erfinv.self,
        doc: .init(
            "The number whose error function is each element.",
            "Infinite at 1 and -1, NaN beyond. At most 0.52 ulp in float32.",
            example: ("nd.erfinv(nd.array([0, 0.5]))", "[0.         0.47693628]")),
        range: -0.9...0.9, ulps: 0.52,
        gradient: .unary { x, y, g throws(SwndError) in
            try g * (0.886226925452758013649 * Op.exp(y * y))
        })
}
