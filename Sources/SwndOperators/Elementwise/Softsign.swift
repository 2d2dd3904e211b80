import SwndCore
import SwndGraph
import SwndNumerics

enum Softsign: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.divide(x, V.constant(1) + V.abs(x)) }
}

extension Op {
    public static let softsign: Operator = .real(
        "softsign", Softsign.self,
        doc: .init(
            "x / (1 + |x|), element by element.",
            "Between -1 and 1; NaN at infinity, as in MXNet. At most 1.5 ulp in float32.",
            example: ("nd.softsign(nd.array([1, -3]))", "[ 0.5  -0.75]")),
        range: -2...2, ulps: 1.5,
        gradient: .unary { x, y, g throws(SwndError) in
            let width = try 1 + Op.abs(x)
            return try g / (width * width)
        })
}
