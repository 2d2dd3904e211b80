// In double precision and rounded once: the logarithms and powers in these functions would lose too much in single precision.
extension SingleLanes {
    @inlinable @inline(__always)
    public static func hypot(_ a: Self, _ b: Self) -> Self {
        // Squares of single precision are exact, and nothing overflows.
        let finite = inDouble(a, b, other: .hypot) { x, y in .sqrt(.fma(x, x, y * y)) }
        return select(.or(abs(a) == infinity, abs(b) == infinity), infinity, finite)
    }

    @inlinable
    public static func erfinv(_ a: Self) -> Self { inDouble(a, a) { x, _ in .singleErfinv(x) } }
    @inlinable
    public static func gamma(_ a: Self) -> Self {
        inDouble(a, a, other: .gamma) { x, _ in .singleGamma(x) }
    }
    @inlinable
    public static func logGamma(_ a: Self) -> Self {
        inDouble(a, a, other: .logGamma) { x, _ in .singleLogGamma(x) }
    }
    @inlinable
    public static func digamma(_ a: Self) -> Self { inDouble(a, a) { x, _ in .digamma(x) } }
    @inlinable
    public static func polygamma(_ order: Self, _ a: Self) -> Self {
        inDouble(order, a) { .polygamma($0, $1) }
    }
}

extension DoubleLanes {
    /// erfinv to 2^-30, for numbers that come from single precision: x times a polynomial in w = -log(1 - x^2), or in its root
    /// (after M. Giles, Approximating the erfinv function, 2011).
    @inlinable @inline(never)
    static func singleErfinv(_ a: Self) -> Self {
        let w = -log(fma(-a, a, constant(1)))
        let near = Horner(w - constant(2.5), 0x1.241f482fe0eeep-33).plus(0x1.e080b1b1b86ebp-32)
            .plus(-0x1.7abe8ef841209p-27).plus(0x1.1abcc16ce09d8p-26).plus(0x1.01890b8251d88p-21)
            .plus(-0x1.cbd4ed91d7773p-19).plus(-0x1.4f75f318c4d4fp-18).plus(0x1.c9bb5b60ee28cp-13)
            .plus(-0x1.48639a00ba5f4p-10).plus(-0x1.11c3e0b68df07p-8).plus(0x1.f91e89730bdd8p-3)
            .plus(0x1.805c5cff6ed33p0).value
        let far = Horner(sqrt(w) - constant(3), -0x1.24f51e3744962p-17)
            .plus(-0x1.1e854d5d3e5p-16).plus(0x1.6b08d276c6694p-13).plus(-0x1.381ce7ceccda5p-12)
            .plus(-0x1.09efa51da8b7p-13).plus(0x1.85bd601333039p-10).plus(-0x1.d34e9d07d213bp-9)
            .plus(0x1.749162fdb212bp-8).plus(-0x1.f4e4aeb467666p-8).plus(0x1.3582dc84b08ddp-7)
            .plus(0x1.006dca08b45dep0).plus(0x1.6a9efbd60f16bp1).value
        let inside = a * select(w < constant(5), near, far)
        // Where |a| is 1, w is infinite; beyond, and for NaN, it is NaN.
        return select(w == infinity, a * infinity, select(w < infinity, inside, w))
    }
}
