import SwndCore
import SwndGraph
import SwndNumerics

enum Log2: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.log2(x) }
}

extension Op {
    public static let log2: Operator = .real(
        "log2", Log2.self,
        doc: .init(
            "The logarithm to base 2.",
            "NaN below zero, minus infinity at zero. At most 1 ulp in float32.",
            example: ("nd.log2(nd.array([1, 8]))", "[0. 3.]")),
        range: 0.1...10, ulps: 1,
        gradient: .unary { x, y, g throws(SwndError) in
            try g / (x * 0.693147180559945309417)
        })
}
