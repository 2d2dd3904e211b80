import SwndCore
import SwndGraph
import SwndNumerics

enum Sqrt: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.sqrt(x) }
}

extension Op {
    public static let sqrt: Operator = .real(
        "sqrt", Sqrt.self,
        doc: .init(
            "The square root.", "NaN below zero. Correctly rounded.",
            example: ("nd.sqrt(nd.array([4, 2]))", "[2.        1.4142135]")),
        range: 0.1...10, ulps: 0.5,
        gradient: .unary { x, y, g throws(SwndError) in try g * 0.5 / y })
}
