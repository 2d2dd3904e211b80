extension Dual: RealValue {
    @inlinable @inline(__always)
    public static func fma(_ a: Dual, _ b: Dual, _ c: Dual) -> Dual {
        let product = a * b
        return Dual(
            Double.fma(a.value, b.value, c.value), product.derivative + c.derivative)
    }
    @inlinable @inline(__always)
    public static func reciprocal(_ a: Dual) -> Dual { divide(Dual(1), a) }
    @inlinable @inline(__always)
    public static func sqrt(_ a: Dual) -> Dual {
        let y = Double.sqrt(a.value)
        return a.chain(y, slope: 0.5 / y)
    }
    @inlinable @inline(__always)
    public static func rsqrt(_ a: Dual) -> Dual {
        let y = Double.rsqrt(a.value)
        return a.chain(y, slope: -0.5 * y / a.value)
    }
    @inlinable @inline(__always)
    public static func cbrt(_ a: Dual) -> Dual {
        let y = Double.cbrt(a.value)
        return a.chain(y, slope: 1 / (3 * y * y))
    }
    @inlinable @inline(__always)
    public static func rcbrt(_ a: Dual) -> Dual {
        let y = Double.rcbrt(a.value)
        return a.chain(y, slope: -y / (3 * a.value))
    }
    @inlinable @inline(__always)
    public static func hypot(_ a: Dual, _ b: Dual) -> Dual {
        let y = Double.hypot(a.value, b.value)
        return combine(a, b, y, slopeA: a.value / y, slopeB: b.value / y)
    }
    @inlinable @inline(__always)
    public static func exp(_ a: Dual) -> Dual {
        let y = Double.exp(a.value)
        return a.chain(y, slope: y)
    }
    @inlinable @inline(__always)
    public static func expm1(_ a: Dual) -> Dual {
        let y = Double.expm1(a.value)
        return a.chain(y, slope: y + 1)
    }
    @inlinable @inline(__always)
    public static func log(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.log(x), slope: 1 / x)
    }
    @inlinable @inline(__always)
    public static func log1p(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.log1p(x), slope: 1 / (1 + x))
    }
    @inlinable @inline(__always)
    public static func log2(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.log2(x), slope: 1 / (x * 0.693147180559945309417))
    }
    @inlinable @inline(__always)
    public static func log10(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.log10(x), slope: 1 / (x * 2.302585092994045684018))
    }
    @inlinable @inline(__always)
    public static func sin(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.sin(x), slope: Double.cos(x))
    }
    @inlinable @inline(__always)
    public static func cos(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.cos(x), slope: -Double.sin(x))
    }
    @inlinable @inline(__always)
    public static func tan(_ a: Dual) -> Dual {
        let y = Double.tan(a.value)
        return a.chain(y, slope: 1 + y * y)
    }
    @inlinable @inline(__always)
    public static func asin(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.asin(x), slope: 1 / ((1 - x) * (1 + x)).squareRoot())
    }
    @inlinable @inline(__always)
    public static func acos(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.acos(x), slope: -1 / ((1 - x) * (1 + x)).squareRoot())
    }
    @inlinable @inline(__always)
    public static func atan(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.atan(x), slope: 1 / (1 + x * x))
    }
    @inlinable @inline(__always)
    public static func sinh(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.sinh(x), slope: Double.cosh(x))
    }
    @inlinable @inline(__always)
    public static func cosh(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.cosh(x), slope: Double.sinh(x))
    }
    @inlinable @inline(__always)
    public static func tanh(_ a: Dual) -> Dual {
        let y = Double.tanh(a.value)
        return a.chain(y, slope: (1 - y) * (1 + y))
    }
    @inlinable @inline(__always)
    public static func asinh(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.asinh(x), slope: 1 / Double.hypot(x, 1))
    }
    @inlinable @inline(__always)
    public static func acosh(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.acosh(x), slope: 1 / ((x - 1) * (x + 1)).squareRoot())
    }
    @inlinable @inline(__always)
    public static func atanh(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.atanh(x), slope: 1 / ((1 - x) * (1 + x)))
    }
    @inlinable @inline(__always)
    public static func sigmoid(_ a: Dual) -> Dual {
        let y = Double.sigmoid(a.value)
        return a.chain(y, slope: y * Double.sigmoid(-a.value))
    }
    @inlinable @inline(__always)
    public static func erf(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.erf(x), slope: 1.128379167095512573896 * Double.exp(-x * x))
    }
    @inlinable @inline(__always)
    public static func erfinv(_ a: Dual) -> Dual {
        let y = Double.erfinv(a.value)
        return a.chain(y, slope: 0.886226925452758013649 * Double.exp(y * y))
    }
    @inlinable @inline(__always)
    public static func gamma(_ a: Dual) -> Dual {
        let y = Double.gamma(a.value)
        return a.chain(y, slope: y * Double.digamma(a.value))
    }
    @inlinable @inline(__always)
    public static func logGamma(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.logGamma(x), slope: Double.digamma(x))
    }
    @inlinable @inline(__always)
    public static func digamma(_ a: Dual) -> Dual {
        let x = a.value
        return a.chain(Double.digamma(x), slope: Double.polygamma(1, x))
    }
    /// The order is no variable.
    @inlinable @inline(__always)
    public static func polygamma(_ order: Dual, _ a: Dual) -> Dual {
        let (n, x) = (order.value, a.value)
        return a.chain(Double.polygamma(n, x), slope: Double.polygamma(n + 1, x))
    }
}
