/// x = 2^k (1 + f) with k whole and 1 + f from 2/3 to 4/3: what the logarithms have in common.
@frozen
@usableFromInline
struct ReducedLogarithm<L: RealLanes> {
    /// k.
    @usableFromInline let k: L
    /// k as an integer.
    @usableFromInline let exponent: L.Bits
    /// f, exact.
    @usableFromInline let f: L

    /// x must be positive and finite to mean anything.
    @inlinable @inline(__always)
    init(_ x: L) {
        let lift = Double(L.fractionBits + 1)
        let lifted = L.constant(L.fractionBits == 23 ? 0x1p24 : 0x1p53)
        let denormal = x < .constant(L.smallestNormal)
        let normal = L.select(denormal, x * lifted, x)
        // Subtracting the bits of 2/3 makes the exponent field switch there.
        let low = L.constant(0x1.555554p-1).bits
        let offset = normal.bits - low
        exponent =
            (offset >> L.fractionBits) - L.Bits.select(denormal, .constant(lift), .constant(0))
        let fraction = offset & .constant(L.fractionBits == 23 ? 0x7f_ffff : 0xf_ffff_ffff_ffff)
        f = L(bits: fraction + low) - .constant(1)
        k = L.whole(exponent)
    }
}

extension RealLanes {
    /// The logarithm to the base for which `scale` is log(base) e and `step` is log(base) 2, each in two
    /// parts; the first part of `step` times k is exact.
    @inlinable @inline(__always)
    static func logarithm(
        _ a: Self, scale: (Double, Double), step: (Double, Double)
    ) -> Self {
        let reduced = ReducedLogarithm(a)
        let tail = logTail(reduced.f)
        // log(1 + f) and what it was rounded by, both times the scale.
        let natural = reduced.f + tail
        let naturalRest = (reduced.f - natural) + tail
        let product = natural * constant(scale.0)
        let productRest =
            fma(natural, constant(scale.0), -product)
            + fma(natural, constant(scale.1), naturalRest * constant(scale.0))
        let high = reduced.k * constant(step.0)
        let sum = high + product
        let rest = (high - sum) + product
        let low = fma(reduced.k, constant(step.1), productRest)
        return logarithmSpecial(a, sum + (rest + low))
    }

    /// The result of a logarithm of a, with the special values put in.
    @inlinable @inline(__always)
    static func logarithmSpecial(_ a: Self, _ result: Self) -> Self {
        let bounded = select(a < infinity, result, a)
        let defined = select(a < constant(0), nan, bounded)
        return select(a == constant(0), -infinity, defined)
    }

    @inlinable @inline(__always)
    public static func log(_ a: Self) -> Self {
        let reduced = ReducedLogarithm(a)
        // The sum of k log 2 and f keeps what it was rounded by.
        let high = reduced.k * constant(log2Parts.0)
        let sum = high + reduced.f
        let rest = (high - sum) + reduced.f
        let low = fma(reduced.k, constant(log2Parts.1), logTail(reduced.f))
        return logarithmSpecial(a, sum + (rest + low))
    }

    @inlinable @inline(__always)
    public static func log2(_ a: Self) -> Self {
        logarithm(a, scale: log2OfE, step: (1, 0))
    }

    @inlinable @inline(__always)
    public static func log10(_ a: Self) -> Self {
        logarithm(a, scale: log10OfE, step: log10Of2Parts)
    }

    @inlinable @inline(__always)
    public static func log1p(_ a: Self) -> Self {
        // 1 + a, and what it was rounded by (Knuth's two-sum), which is small enough for a slope.
        let u = constant(1) + a
        let part = u - constant(1)
        let lost = (constant(1) - (u - part)) + (a - part)
        let reduced = ReducedLogarithm(u)
        let scaled = lost * powerOfTwo(-Bits.minimum(reduced.exponent, .constant(100)))
        // scaled / (1 + f), to the second order.
        let f = reduced.f
        let slope = fma(fma(f, f, -f), scaled, scaled)
        let high = reduced.k * constant(log2Parts.0)
        let sum = high + f
        let rest = (high - sum) + f
        let low = fma(reduced.k, constant(log2Parts.1), logTail(f) + slope)
        let result = logarithmSpecial(u, sum + (rest + low))
        return select(abs(a) < negligible, a, result)
    }
}
