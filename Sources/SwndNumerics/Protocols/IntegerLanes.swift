/// Integers with the bit operations that the floating-point algorithms need: the integer vectors, and their text.
public protocol IntegerLanes: ArithmeticValue where Mask: LaneMask {
    /// Bits of one integer.
    static var bitCount: Int { get }

    /// Bitwise and.
    static func & (a: Self, b: Self) -> Self
    /// Bitwise or.
    static func | (a: Self, b: Self) -> Self
    /// Bitwise exclusive or.
    static func ^ (a: Self, b: Self) -> Self
    /// Shifts every lane to the left by one count, from 0 to less than the width.
    static func << (a: Self, count: Int) -> Self
    /// Shifts every lane to the right by one count, keeping the sign.
    static func >> (a: Self, count: Int) -> Self
}
