import Glibc

/// The oracle of the tests: every function is Glibc's, but those that Glibc lacks (`Double+Special.swift`).
extension Double: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = Bool

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> Double { value }

    @inlinable @inline(__always)
    public static func divide(_ a: Double, _ b: Double) -> Double { a / b }
    @inlinable @inline(__always)
    public static func modulo(_ a: Double, _ b: Double) -> Double {
        let remainder = Glibc.fmod(a, b)
        // A zero takes the divisor's sign, as in Python.
        if remainder == 0 { return Glibc.copysign(remainder, b) }
        return (remainder < 0) != (b < 0) ? remainder + b : remainder
    }
    @inlinable @inline(__always)
    public static func power(_ a: Double, _ b: Double) -> Double { Glibc.pow(a, b) }

    @inlinable @inline(__always)
    public static func select(_ mask: Bool, _ a: Double, _ b: Double) -> Double { mask ? a : b }
    @inlinable @inline(__always)
    public static func maximum(_ a: Double, _ b: Double) -> Double { a != a || a > b ? a : b }
    @inlinable @inline(__always)
    public static func minimum(_ a: Double, _ b: Double) -> Double { a != a || a < b ? a : b }
    @inlinable @inline(__always)
    public static func abs(_ a: Double) -> Double { a.magnitude }
    @inlinable @inline(__always)
    public static func sign(_ a: Double) -> Double { a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : a }
    @inlinable @inline(__always)
    public static func floor(_ a: Double) -> Double { a.rounded(.down) }
    @inlinable @inline(__always)
    public static func ceil(_ a: Double) -> Double { a.rounded(.up) }
    @inlinable @inline(__always)
    public static func round(_ a: Double) -> Double { a.rounded(.toNearestOrEven) }
    @inlinable @inline(__always)
    public static func roundAway(_ a: Double) -> Double { a.rounded(.toNearestOrAwayFromZero) }
    @inlinable @inline(__always)
    public static func trunc(_ a: Double) -> Double { a.rounded(.towardZero) }
}

extension Double: RealValue {
    @inlinable @inline(__always)
    public static func fma(_ a: Double, _ b: Double, _ c: Double) -> Double { Glibc.fma(a, b, c) }
    @inlinable @inline(__always)
    public static func reciprocal(_ a: Double) -> Double { 1 / a }
    @inlinable @inline(__always)
    public static func sqrt(_ a: Double) -> Double { a.squareRoot() }
    @inlinable @inline(__always)
    public static func rsqrt(_ a: Double) -> Double { 1 / a.squareRoot() }
    @inlinable @inline(__always)
    public static func cbrt(_ a: Double) -> Double { Glibc.cbrt(a) }
    @inlinable @inline(__always)
    public static func rcbrt(_ a: Double) -> Double { 1 / Glibc.cbrt(a) }
    @inlinable @inline(__always)
    public static func hypot(_ a: Double, _ b: Double) -> Double { Glibc.hypot(a, b) }
    @inlinable @inline(__always)
    public static func exp(_ a: Double) -> Double { Glibc.exp(a) }
    @inlinable @inline(__always)
    public static func expm1(_ a: Double) -> Double { Glibc.expm1(a) }
    @inlinable @inline(__always)
    public static func log(_ a: Double) -> Double { Glibc.log(a) }
    @inlinable @inline(__always)
    public static func log1p(_ a: Double) -> Double { Glibc.log1p(a) }
    @inlinable @inline(__always)
    public static func log2(_ a: Double) -> Double { Glibc.log2(a) }
    @inlinable @inline(__always)
    public static func log10(_ a: Double) -> Double { Glibc.log10(a) }
    @inlinable @inline(__always)
    public static func sin(_ a: Double) -> Double { Glibc.sin(a) }
    @inlinable @inline(__always)
    public static func cos(_ a: Double) -> Double { Glibc.cos(a) }
    @inlinable @inline(__always)
    public static func tan(_ a: Double) -> Double { Glibc.tan(a) }
    @inlinable @inline(__always)
    public static func asin(_ a: Double) -> Double { Glibc.asin(a) }
    @inlinable @inline(__always)
    public static func acos(_ a: Double) -> Double { Glibc.acos(a) }
    @inlinable @inline(__always)
    public static func atan(_ a: Double) -> Double { Glibc.atan(a) }
    @inlinable @inline(__always)
    public static func sinh(_ a: Double) -> Double { Glibc.sinh(a) }
    @inlinable @inline(__always)
    public static func cosh(_ a: Double) -> Double { Glibc.cosh(a) }
    @inlinable @inline(__always)
    public static func tanh(_ a: Double) -> Double { Glibc.tanh(a) }
    @inlinable @inline(__always)
    public static func asinh(_ a: Double) -> Double { Glibc.asinh(a) }
    @inlinable @inline(__always)
    public static func acosh(_ a: Double) -> Double { Glibc.acosh(a) }
    @inlinable @inline(__always)
    public static func atanh(_ a: Double) -> Double { Glibc.atanh(a) }
    @inlinable @inline(__always)
    public static func sigmoid(_ a: Double) -> Double { 1 / (1 + Glibc.exp(-a)) }
    @inlinable @inline(__always)
    public static func erf(_ a: Double) -> Double { Glibc.erf(a) }
    @inlinable @inline(__always)
    public static func gamma(_ a: Double) -> Double {
        // Glibc has an infinity for that at zero alone.
        a == -.infinity || (a < 0 && a == a.rounded(.towardZero)) ? .nan : Glibc.tgamma(a)
    }
    @inlinable @inline(__always)
    public static func logGamma(_ a: Double) -> Double { Glibc.lgamma(a).0 }
}
