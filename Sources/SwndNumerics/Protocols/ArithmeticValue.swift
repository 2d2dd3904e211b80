/// What the body of a pointwise operator may do with any number: floating point or wrapping integer.
///
/// A body is one function, generic over this protocol; its readings are the lanes of the tile loops
/// (`LanesF32` and its kin), `Double` and `WrappingInt64` (the oracles of the tests) and `Dual` (the exact
/// derivative). Nothing here traps, whatever the operands.
public protocol ArithmeticValue {
    /// The result of a comparison.
    associatedtype Mask: MaskValue

    /// The same number in every lane. Integers truncate, saturate, and have 0 for NaN.
    static func constant(_ value: Double) -> Self

    /// Sum; integers wrap.
    static func + (a: Self, b: Self) -> Self
    /// Difference; integers wrap.
    static func - (a: Self, b: Self) -> Self
    /// Product; integers wrap.
    static func * (a: Self, b: Self) -> Self
    /// Negation; integers wrap.
    static prefix func - (a: Self) -> Self

    /// Quotient: IEEE for floating point. Integers truncate toward zero; x / 0 is 0, min / -1 is min.
    static func divide(_ a: Self, _ b: Self) -> Self
    /// Remainder with the sign of the divisor. Floating point: exact, x mod 0 is NaN. Integers: x mod 0 is 0.
    static func modulo(_ a: Self, _ b: Self) -> Self
    /// `a` to the power of `b`: C's `pow`, or wrapping multiplication for integers.
    ///
    /// A negative integer exponent gives 0, except that the bases 1 and -1 have their exact power.
    static func power(_ a: Self, _ b: Self) -> Self

    /// Less; false where either side is NaN.
    static func < (a: Self, b: Self) -> Mask
    /// Less or equal; false where either side is NaN.
    static func <= (a: Self, b: Self) -> Mask
    /// Greater; false where either side is NaN.
    static func > (a: Self, b: Self) -> Mask
    /// Greater or equal; false where either side is NaN.
    static func >= (a: Self, b: Self) -> Mask
    /// Equal; false where either side is NaN.
    static func == (a: Self, b: Self) -> Mask
    /// Not equal; true where either side is NaN.
    static func != (a: Self, b: Self) -> Mask

    /// `a` where the mask is true, `b` elsewhere. Both sides are evaluated.
    static func select(_ mask: Mask, _ a: Self, _ b: Self) -> Self

    /// The larger; NaN where either side is NaN. `Dual`: on a tie the derivative is the first operand's.
    static func maximum(_ a: Self, _ b: Self) -> Self
    /// The smaller; NaN where either side is NaN. `Dual`: on a tie the derivative is the first operand's.
    static func minimum(_ a: Self, _ b: Self) -> Self
    /// Magnitude; the smallest integer stays itself.
    static func abs(_ a: Self) -> Self
    /// -1, 0 or 1 (0 also for -0.0); NaN for NaN.
    static func sign(_ a: Self) -> Self

    /// Toward minus infinity; integers stay as they are.
    static func floor(_ a: Self) -> Self
    /// Toward plus infinity; integers stay as they are.
    static func ceil(_ a: Self) -> Self
    /// To nearest, half to even (C's `rint`); integers stay as they are.
    static func round(_ a: Self) -> Self
    /// To nearest, half away from zero (C's `round`); integers stay as they are.
    static func roundAway(_ a: Self) -> Self
    /// Toward zero; integers stay as they are.
    static func trunc(_ a: Self) -> Self
}
