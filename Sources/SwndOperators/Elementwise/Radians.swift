import SwndCore
import SwndGraph
import SwndNumerics

enum Radians: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { x * V.constant(0.0174532925199432957692) }
}

extension Op {
    public static let radians: Operator = .real(
        "radians", Radians.self,
        doc: .init(
            "Angles in degrees as radians.", "At most 1.5 ulp in float32.",
            example: ("nd.radians(nd.array([0, 180]))", "[0.        3.1415927]")),
        range: -180...180, ulps: 1.5,
        gradient: .unary { x, y, g throws(SwndError) in try g * 0.0174532925199432957692 })
}
