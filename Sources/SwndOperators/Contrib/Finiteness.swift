import SwndCore
import SwndGraph
import SwndNumerics

// Differences, not comparisons with infinity: an integer lane has no infinity.

enum IsNaN: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V {
        V.select(x == x, V.constant(0), V.constant(1))
    }
}

enum IsInf: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V {
        V.select(V.Mask.and(x == x, x - x != V.constant(0)), V.constant(1), V.constant(0))
    }
}

enum IsFinite: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V {
        V.select(x - x == V.constant(0), V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let isNaN: Operator = .unary(
        "isnan", space: "contrib", IsNaN.self,
        doc: .init(
            "1 where an element is NaN and 0 elsewhere, in the dtype of the input.",
            "The gradient is zero.",
            example: ("nd.contrib.isnan(nd.array([float('nan'), 1]))", "[1. 0.]")),
        gradient: .zero, truth: .always)

    public static let isInf: Operator = .unary(
        "isinf", space: "contrib", IsInf.self,
        doc: .init(
            "1 where an element is infinite and 0 elsewhere, in the dtype of the input.",
            "The gradient is zero.",
            example: ("nd.contrib.isinf(nd.array([float('inf'), 1]))", "[1. 0.]")),
        gradient: .zero, truth: .always)

    public static let isFinite: Operator = .unary(
        "isfinite", space: "contrib", IsFinite.self,
        doc: .init(
            "1 where an element is neither infinite nor NaN and 0 elsewhere, in the dtype of the input.",
            "The gradient is zero.",
            example: ("nd.contrib.isfinite(nd.array([float('inf'), 1]))", "[0. 1.]")),
        gradient: .zero, truth: .always)
}
