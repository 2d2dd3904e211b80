import SwndCore
import SwndGraph
import SwndNumerics

enum Sign: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.sign(x) }
}

extension Op {
    public static let sign: Operator = .unary(
        "sign", Sign.self,
        doc: .init(
            "-1, 0 or 1 by the sign of each element.", "NaN stays NaN. The gradient is zero.",
            example: ("nd.sign(nd.array([2, 0, -3]))", "[ 1.  0. -1.]")),
        gradient: .zero)
}
