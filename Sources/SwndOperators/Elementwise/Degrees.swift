import SwndCore
import SwndGraph
import SwndNumerics

enum Degrees: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { x * V.constant(57.295779513082320877) }
}

extension Op {
    public static let degrees: Operator = .real(
        "degrees", Degrees.self,
        doc: .init(
            "Angles in radians as degrees.", "At most 1.5 ulp in float32.",
            example: ("nd.degrees(nd.array([0, 3.1415927]))", "[  0. 180.]")),
        range: -10...10, ulps: 1.5,
        gradient: .unary { x, y, g throws(SwndError) in try g * 57.295779513082320877 })
}
