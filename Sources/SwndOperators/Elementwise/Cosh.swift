import SwndCore
import SwndGraph
import SwndNumerics

enum Cosh: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.cosh(x) }
}

extension Op {
    public static let cosh: Operator = .real(
        "cosh", Cosh.self,
        doc: .init(
            "The hyperbolic cosine.", "At most 1.4 ulp in float32.",
            example: ("nd.cosh(nd.array([0, 1]))", "[1.        1.5430806]")),
        range: -5...5, ulps: 1.4,
        gradient: .unary { x, y, g throws(SwndError) in try g * Op.sinh(x) })
}
