extension LanesF32 {
    @inlinable @inline(__always)
    public static func power(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        // In double precision |a|^b = exp(b log |a|) is good to 2^-45, so the rounding to single precision is
        // what is left.
        let base = abs(a).widened
        let exponent = b.widened
        let magnitude = LanesF32(
            low: .exp(exponent.0 * .log(base.0)), high: .exp(exponent.1 * .log(base.1)))
        // 1 to any power and anything to the power 0 are 1, NaN included; the product is NaN for some of them.
        let one = MaskX16.or(b == constant(0), a == constant(1))
        let unit = MaskX16.or(one, MaskX16.and(a == constant(-1), abs(b) == infinity))
        let positive = select(unit, constant(1), magnitude)
        let half = b * constant(0.5)
        let whole = trunc(b) == b
        let odd = MaskX16.and(whole, trunc(half) != half)
        // The sign bit of a counts also for -0.0.
        let signed = select(odd, copySign(positive, from: a), positive)
        let negative = MaskX16.and(a < constant(0), -infinity < a)
        return select(MaskX16.and(negative, MaskX16.not(whole)), nan, signed)
    }
}
