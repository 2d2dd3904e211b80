extension SingleLanes {
    @inlinable @inline(__always)
    public static func power(_ a: Self, _ b: Self) -> Self {
        let magnitude = inDouble(abs(a), b, other: .power) { Wide.singlePower($0, $1) }
        // 1 to any power and anything to the power 0 are 1, NaN included; so is -1 to an infinite power.
        let trivial = Mask.or(b == constant(0), a == constant(1))
        let unit = Mask.or(
            trivial, Mask.and(a == constant(-1), abs(b) == infinity))
        let positive = select(unit, constant(1), magnitude)
        let half = b * constant(0.5)
        let whole = trunc(b) == b
        let odd = Mask.and(whole, trunc(half) != half)
        // The sign bit of a counts also for -0.0.
        let signed = select(odd, copySign(positive, from: a), positive)
        let negative = Mask.and(a < constant(0), -infinity < a)
        return select(Mask.and(negative, Mask.not(whole)), nan, signed)
    }
}

extension DoubleLanes {
    /// a^b = 2^(b log2 a) for a >= 0 that comes from single precision, to 2^-32: enough to be rounded to
    /// single precision once.
    @inlinable @inline(__always)
    static func singlePower(_ a: Self, _ b: Self) -> Self {
        // a = 2^k (1 + f), log(1 + f) = 2 atanh(f / (2 + f)). What is denormal in single precision is not here.
        let low = constant(0x1.5555555555555p-1).bits
        let offset = a.bits - low
        let f = Self(bits: (offset & .constant(0xf_ffff_ffff_ffff)) + low) - constant(1)
        let s = divide(f, constant(2) + f)
        let z = s * s
        let p = Horner(z, 0x1.9c1252aaf3d48p-3).plus(0x1.c554a1b8b66e5p-3)
            .plus(0x1.2496dfef8f19p-2).plus(0x1.99998f520df52p-2).plus(0x1.55555559107c2p-1)
            .plus(2).value
        let log2 = fma(s * p, constant(log2OfE.0), whole(offset >> 52))
        let finite = select(a < infinity, log2, a)
        let logarithm = select(a == constant(0), -infinity, finite)
        // 2^t = 2^n e^r; beyond the bounds single precision has 0 and infinity. NaN stays.
        let t = lesser(constant(200), greater(constant(-200), b * logarithm))
        let shifted = t + roundingShift
        let r = (t - (shifted - roundingShift)) * constant(log2Parts.0 + log2Parts.1)
        let q = Horner(r, 0x1.9e8164cd289efp-16).plus(0x1.a18c957adc3b2p-13)
            .plus(0x1.6c18e85344dccp-10).plus(0x1.11109df149af4p-7).plus(0x1.5555540b791e1p-5)
            .plus(0x1.5555558046da3p-3).plus(0x1.00000000659a2p-1).plus(1).plus(1).value
        return q * powerOfTwo(shifted.bits)
    }
}
