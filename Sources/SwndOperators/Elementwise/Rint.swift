import SwndCore
import SwndGraph
import SwndNumerics

enum Rint: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V {
        let (below, above) = (V.floor(x), V.ceil(x))
        // For infinity the differences are NaN, and either is right.
        return V.select(above - x < x - below, above, below)
    }
}

extension Op {
    public static let rint: Operator = .unary(
        "rint", Rint.self,
        doc: .init(
            "The nearest integer; halves go down, as in MXNet.",
            "`round` takes halves away from zero. The gradient is zero.",
            example: ("nd.rint(nd.array([1.4, 1.5, -1.5]))", "[ 1.  1. -2.]")),
        gradient: .zero)
}
