/// What the body of a pointwise operator may do with floating-point numbers.
///
/// Special values are those of C's `math.h` functions of the same names.
public protocol RealValue: ArithmeticValue {
    /// a * b + c, rounded once.
    static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self
    /// 1 / a.
    static func reciprocal(_ a: Self) -> Self
    /// Square root, correctly rounded.
    static func sqrt(_ a: Self) -> Self
    /// 1 / sqrt(a).
    static func rsqrt(_ a: Self) -> Self
    /// Cube root, with the sign of `a`.
    static func cbrt(_ a: Self) -> Self
    /// 1 / cbrt(a).
    static func rcbrt(_ a: Self) -> Self
    /// sqrt(a^2 + b^2) without early overflow; infinite where either side is, even beside NaN.
    static func hypot(_ a: Self, _ b: Self) -> Self

    /// e to the power of `a`.
    static func exp(_ a: Self) -> Self
    /// exp(a) - 1 without cancellation.
    static func expm1(_ a: Self) -> Self
    /// Natural logarithm.
    static func log(_ a: Self) -> Self
    /// log(1 + a) without cancellation.
    static func log1p(_ a: Self) -> Self
    /// Logarithm to base 2.
    static func log2(_ a: Self) -> Self
    /// Logarithm to base 10.
    static func log10(_ a: Self) -> Self

    /// Sine of radians.
    static func sin(_ a: Self) -> Self
    /// Cosine of radians.
    static func cos(_ a: Self) -> Self
    /// Tangent of radians.
    static func tan(_ a: Self) -> Self
    /// Inverse sine, in radians.
    static func asin(_ a: Self) -> Self
    /// Inverse cosine, in radians.
    static func acos(_ a: Self) -> Self
    /// Inverse tangent, in radians.
    static func atan(_ a: Self) -> Self

    /// Hyperbolic sine.
    static func sinh(_ a: Self) -> Self
    /// Hyperbolic cosine.
    static func cosh(_ a: Self) -> Self
    /// Hyperbolic tangent.
    static func tanh(_ a: Self) -> Self
    /// Inverse hyperbolic sine.
    static func asinh(_ a: Self) -> Self
    /// Inverse hyperbolic cosine.
    static func acosh(_ a: Self) -> Self
    /// Inverse hyperbolic tangent.
    static func atanh(_ a: Self) -> Self

    /// The logistic function, 1 / (1 + exp(-a)).
    static func sigmoid(_ a: Self) -> Self
    /// The error function.
    static func erf(_ a: Self) -> Self
    /// The inverse of the error function: infinite at 1 and -1, NaN beyond.
    static func erfinv(_ a: Self) -> Self
    /// The gamma function: NaN at negative integers, infinite with the sign of `a` at zero.
    static func gamma(_ a: Self) -> Self
    /// The logarithm of the magnitude of the gamma function: infinite at its poles.
    static func logGamma(_ a: Self) -> Self
    /// The derivative of `logGamma`: NaN at negative integers, infinite with the sign of `-a` at zero.
    static func digamma(_ a: Self) -> Self
    /// The derivative of `digamma` of an order, which is a whole number from 1 on.
    static func polygamma(_ order: Self, _ a: Self) -> Self
}
