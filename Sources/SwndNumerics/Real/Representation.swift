extension RealLanes {
    /// 1.5 * 2^fractionBits: adding it rounds to a whole number and leaves that in the low bits.
    @inlinable @inline(__always)
    static var roundingShift: Self {
        constant(fractionBits == 23 ? 0x1.8p23 : 0x1.8p52)
    }

    /// 2^n for n in the range of normal exponents. Only the low bits of n matter, as many as the sign and
    /// the exponent have.
    @inlinable @inline(__always)
    static func powerOfTwo(_ n: Bits) -> Self {
        Self(bits: (n << fractionBits) + constant(1).bits)
    }

    /// The number n, for a small n.
    @inlinable @inline(__always)
    static func whole(_ n: Bits) -> Self {
        Self(bits: n + roundingShift.bits) - roundingShift
    }

    /// a where the sign bit of s is clear, -a where it is set.
    @inlinable @inline(__always)
    static func flipSign(_ a: Self, by s: Bits) -> Self {
        Self(bits: a.bits ^ (s & constant(-0.0).bits))
    }

    /// Not a number, in every lane.
    @inlinable @inline(__always)
    static var nan: Self { constant(.nan) }

    /// Infinity, in every lane.
    @inlinable @inline(__always)
    static var infinity: Self { constant(.infinity) }

    /// 2^-fractionBits - 3: below this, x is all there is of a function that starts x + c x^2.
    @inlinable @inline(__always)
    static var negligible: Self { constant(fractionBits == 23 ? 0x1p-26 : 0x1p-55) }

    @inlinable @inline(__always)
    public static func reciprocal(_ a: Self) -> Self { divide(constant(1), a) }
}
