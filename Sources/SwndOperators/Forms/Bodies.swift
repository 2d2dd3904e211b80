import SwndNumerics

/// The mathematics of a pointwise operator of one operand that has a meaning for integers too.
protocol UnaryBody: SendableMetatype {
    static func apply<V: ArithmeticValue>(_ x: V) -> V
}

/// The mathematics of a pointwise operator of two operands.
protocol BinaryBody: SendableMetatype {
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V
}

/// The mathematics of a pointwise operator of three operands.
protocol TernaryBody: SendableMetatype {
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V, _ c: V) -> V
}

/// The mathematics of a pointwise operator of four operands.
protocol QuaternaryBody: SendableMetatype {
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V, _ c: V, _ d: V) -> V
}

/// The mathematics of a pointwise operator of one operand over the real numbers; integers are computed in double precision.
protocol RealBody: SendableMetatype {
    static func apply<V: RealValue>(_ x: V) -> V
}

/// The mathematics of a pointwise operator of two operands over the real numbers; integers are computed in double precision.
protocol RealBinaryBody: SendableMetatype {
    static func apply<V: RealValue>(_ a: V, _ b: V) -> V
}
