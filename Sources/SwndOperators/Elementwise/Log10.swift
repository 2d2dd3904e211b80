import SwndCore
import SwndGraph
import SwndNumerics

enum Log10: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.log10(x) }
}

extension Op {
    public static let log10: Operator = .real(
        "log10", Log10.self,
        doc: .init(
            "The logarithm to base 10.",
            "NaN below zero, minus infinity at zero. At most 1 ulp in float32.",
            example: ("nd.log10(nd.array([1, 1000]))", "[0. 3.]")),
        range: 0.1...10, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g / (x * 2.302585092994045684018)
        })
}
