extension RealLanes {
    /// The sine and the cosine of an angle in whole turns, from 0 to 1.
    ///
    /// Quarter turns are taken off exactly, so no angle is out of reach, and both come from one reduction. Errors are at
    /// most two units in the last place.
    @inlinable @inline(__always)
    public static func sineAndCosine(turns: Self) -> (sine: Self, cosine: Self) {
        let quarters = turns * constant(4)
        let shifted = quarters + roundingShift
        let r = (quarters - (shifted - roundingShift)) * constant(halfPi.0 + halfPi.1)
        let z = r * r
        let sine = fma(z * r, sinTail(z), r)
        let cosine = fma(z * z, cosTail(z), fma(z, constant(-0.5), constant(1)))
        let n = shifted.bits
        let isOdd = ReducedAngle<Self>.isOdd(n)
        let sign = fractionBits + exponentBits - 1
        return (
            flipSign(select(isOdd, cosine, sine), by: n << sign),
            flipSign(select(isOdd, sine, cosine), by: (n + .constant(1)) << sign)
        )
    }
}
