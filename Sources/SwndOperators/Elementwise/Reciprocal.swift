import SwndCore
import SwndGraph
import SwndNumerics

enum Reciprocal: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.reciprocal(x) }
}

extension Op {
    public static let reciprocal: Operator = .real(
        "reciprocal", Reciprocal.self,
        doc: .init(
            "One divided by each element.", "Infinite at zero. Correctly rounded.",
            example: ("nd.reciprocal(nd.array([2, 4]))", "[0.5  0.25]")),
        range: 0.5...4, ulps: 0.5,
        gradient: .unary { x, y, g throws(SwndError) in try -(g * y * y) })
}
