extension Dual: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = Bool

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> Dual { Dual(value) }

    @inlinable @inline(__always)
    public static func + (a: Dual, b: Dual) -> Dual {
        Dual(a.value + b.value, a.derivative + b.derivative)
    }
    @inlinable @inline(__always)
    public static func - (a: Dual, b: Dual) -> Dual {
        Dual(a.value - b.value, a.derivative - b.derivative)
    }
    @inlinable @inline(__always)
    public static func * (a: Dual, b: Dual) -> Dual {
        combine(a, b, a.value * b.value, slopeA: b.value, slopeB: a.value)
    }
    @inlinable @inline(__always)
    public static prefix func - (a: Dual) -> Dual { Dual(-a.value, -a.derivative) }

    /// Chain rule for two operands; an operand that is constant contributes nothing.
    @inlinable @inline(__always)
    static func combine(
        _ a: Dual, _ b: Dual, _ value: Double,
        slopeA: @autoclosure () -> Double, slopeB: @autoclosure () -> Double
    ) -> Dual {
        let left = a.chain(value, slope: slopeA()).derivative
        return Dual(value, left + b.chain(value, slope: slopeB()).derivative)
    }

    @inlinable @inline(__always)
    public static func divide(_ a: Dual, _ b: Dual) -> Dual {
        let quotient = a.value / b.value
        return combine(a, b, quotient, slopeA: 1 / b.value, slopeB: -quotient / b.value)
    }
    @inlinable @inline(__always)
    public static func modulo(_ a: Dual, _ b: Dual) -> Dual {
        let value = Double.modulo(a.value, b.value)
        return combine(a, b, value, slopeA: 1, slopeB: -Double.floor(a.value / b.value))
    }
    @inlinable @inline(__always)
    public static func power(_ a: Dual, _ b: Dual) -> Dual {
        let value = Double.power(a.value, b.value)
        return combine(
            a, b, value,
            slopeA: b.value == 0 ? 0 : b.value * Double.power(a.value, b.value - 1),
            slopeB: value == 0 ? 0 : value * Double.log(a.value))
    }

    @inlinable @inline(__always)
    public static func < (a: Dual, b: Dual) -> Bool { a.value < b.value }
    @inlinable @inline(__always)
    public static func <= (a: Dual, b: Dual) -> Bool { a.value <= b.value }
    @inlinable @inline(__always)
    public static func > (a: Dual, b: Dual) -> Bool { b < a }
    @inlinable @inline(__always)
    public static func >= (a: Dual, b: Dual) -> Bool { b <= a }
    @inlinable @inline(__always)
    public static func == (a: Dual, b: Dual) -> Bool { a.value == b.value }
    @inlinable @inline(__always)
    public static func != (a: Dual, b: Dual) -> Bool { a.value != b.value }
    @inlinable @inline(__always)
    public static func select(_ mask: Bool, _ a: Dual, _ b: Dual) -> Dual { mask ? a : b }

    @inlinable @inline(__always)
    public static func maximum(_ a: Dual, _ b: Dual) -> Dual {
        a.value != a.value || a.value >= b.value ? a : b
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: Dual, _ b: Dual) -> Dual {
        a.value != a.value || a.value <= b.value ? a : b
    }
    @inlinable @inline(__always)
    public static func abs(_ a: Dual) -> Dual {
        a.chain(a.value.magnitude, slope: Double.sign(a.value))
    }
    @inlinable @inline(__always)
    public static func sign(_ a: Dual) -> Dual { Dual(Double.sign(a.value)) }
    @inlinable @inline(__always)
    public static func floor(_ a: Dual) -> Dual { Dual(Double.floor(a.value)) }
    @inlinable @inline(__always)
    public static func ceil(_ a: Dual) -> Dual { Dual(Double.ceil(a.value)) }
    @inlinable @inline(__always)
    public static func round(_ a: Dual) -> Dual { Dual(Double.round(a.value)) }
    @inlinable @inline(__always)
    public static func roundAway(_ a: Dual) -> Dual { Dual(Double.roundAway(a.value)) }
    @inlinable @inline(__always)
    public static func trunc(_ a: Dual) -> Dual { Dual(Double.trunc(a.value)) }
}
