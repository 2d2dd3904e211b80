import SwndCore
import SwndGraph
import SwndNumerics

enum Arctan: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.atan(x) }
}

extension Op {
    public static let arctan: Operator = .real(
        "arctan", Arctan.self,
        doc: .init(
            "The angle in radians whose tangent is each element, from -pi/2 to pi/2.",
            "At most 1.3 ulp in float32.",
            example: ("nd.arctan(nd.array([0, 1]))", "[0.       0.785398]")),
        range: -5...5, ulps: 1.3,
        gradient: .unary { x, y, g throws(SwndError) in try g / (1 + x * x) })
}
