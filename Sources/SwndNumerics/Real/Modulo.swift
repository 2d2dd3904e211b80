extension RealLanes {
    @inlinable @inline(__always)
    public static func modulo(_ a: Self, _ b: Self) -> Self {
        let dividend = abs(a)
        let divisor = abs(b)
        let quotient = divide(dividend, divisor)
        // Where the quotient is a number without a fraction (or b is 0), the division must be a long one.
        let long = constant(fractionBits == 23 ? 0x1p23 : 0x1p52) <= quotient
        // The truncated quotient is right or one too large; either way the remainder is exact.
        let partial = fma(-trunc(quotient), divisor, dividend)
        let positive = select(partial < constant(0), partial + divisor, partial)
        let remainder = select(
            Mask.and(divisor == infinity, dividend < infinity), dividend, positive)
        // From the sign of the dividend to that of the divisor.
        let signed = copySign(remainder, from: a)
        let opposite = (a.bits ^ b.bits) < .constant(0)
        let adjusted = select(opposite, signed + b, signed)
        let short = select(remainder == constant(0), copySign(remainder, from: b), adjusted)
        return replacing(short, where: long) { distantModulo(a, b) }
    }
}
