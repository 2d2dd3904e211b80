extension RealLanes {
    @inlinable @inline(__always)
    public static func rsqrt(_ a: Self) -> Self {
        // Small numbers are lifted, so that the residue of the root is not lost.
        let small = a < constant(fractionBits == 23 ? 0x1p-60 : 0x1p-500)
        let lifted = a * constant(fractionBits == 23 ? 0x1p64 : 0x1p600)
        let x = select(small, lifted, a)
        let root = sqrt(x)
        let inverse = reciprocal(root)
        // What the root and the quotient were rounded by.
        let residue = fma(-root, root, x)
        let lost =
            fma(-root, inverse, constant(1)) - constant(0.5) * (residue * inverse) * inverse
        let near = fma(inverse, lost, inverse)
        let back = near * constant(fractionBits == 23 ? 0x1p32 : 0x1p300)
        return select(isPositiveNumber(a), select(small, back, near), inverse)
    }
}
