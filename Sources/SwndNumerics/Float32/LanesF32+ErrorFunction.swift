extension SingleLanes {
    @inlinable @inline(__always)
    public static func erf(_ a: Self) -> Self {
        let x = abs(a)
        let z = x * x
        let near = Horner(z, 0x1.4fa924p-14).plus(-0x1.a6181p-11).plus(0x1.544b08p-8)
            .plus(-0x1.b80124p-6).plus(0x1.ce2d64p-4).plus(-0x1.81274p-2).plus(0x1.06eba8p-3).value
        // 1 - exp(-p(x)); from 4 on the result is 1.
        let bounded = lesser(constant(4), x)
        let exponent = Horner(bounded, 0x1.67ce26p-16).plus(-0x1.cbd448p-12).plus(0x1.12a654p-8)
            .plus(-0x1.9c69c4p-6).plus(0x1.bbd928p-4).plus(0x1.443c4cp-1).plus(0x1.212a52p0)
            .plus(-0x1.7ea4b2p-13).value
        let reduced = ReducedExponent(-exponent)
        let complement = reduced.power * (constant(1) + (reduced.r + reduced.tail))
        let far = constant(1) - complement
        return copySign(select(x < constant(0.95), fma(x, near, x), far), from: a)
    }
}
