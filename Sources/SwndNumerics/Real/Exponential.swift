/// e^x = 2^n e^r with n whole and |r| <= 0.3466: what exp and its kin have in common.
@frozen
@usableFromInline
struct ReducedExponent<L: RealLanes> {
    /// n in the low bits, as many as the sign and the exponent have.
    @usableFromInline let n: L.Bits
    /// n as a number.
    @usableFromInline let whole: L
    /// r, rounded once.
    @usableFromInline let r: L
    /// What r was rounded by.
    @usableFromInline let rest: L

    /// NaN stays NaN; otherwise x must have a fraction left when it is divided by log 2.
    @inlinable @inline(__always)
    init(_ x: L) {
        let shifted = L.fma(x, .constant(L.log2OfE.0), L.roundingShift)
        whole = shifted - L.roundingShift
        // Cody and Waite: the first product is exact, and so is the difference.
        let exact = L.fma(whole, .constant(-L.log2Parts.0), x)
        let low = L.constant(-L.log2Parts.1)
        r = L.fma(whole, low, exact)
        rest = L.fma(whole, low, exact - r)
        n = shifted.bits
    }

    /// e^(r + rest) - 1 - r.
    @inlinable @inline(__always)
    var tail: L { L.fma(r * r, L.expTail(r), rest) }

    /// e^(r + rest) - 1 as a sum of a number and what it was rounded by.
    @inlinable @inline(__always)
    var growth: (sum: L, rest: L) {
        let tail = tail
        let sum = r + tail
        return (sum, (r - sum) + tail)
    }

    /// n as an integer.
    @inlinable @inline(__always)
    var exponent: L.Bits { (n << L.fractionBits) >> L.fractionBits }

    /// 2^n for n that is in the range of normal exponents.
    @inlinable @inline(__always)
    var power: L { L.powerOfTwo(n) }

    /// a * 2^(n + shift) where the result may be denormal or overflow: two steps, of which the first is exact.
    @inlinable @inline(__always)
    func scale(_ a: L, shift: Double = 0) -> L {
        let total = n + .constant(shift)
        let half = (total << L.fractionBits) >> (L.fractionBits + 1)
        return L.scale(
            a, by: whole + .constant(shift), L.powerOfTwo(half), L.powerOfTwo(total - half))
    }
}

extension RealLanes {
    /// x where exp(x) is neither 0 nor infinite, else a bound beyond which it is. NaN stays.
    @inlinable @inline(__always)
    static func clampedExponent(_ a: Self) -> Self {
        lesser(constant(exponentialRange.1), greater(constant(exponentialRange.0), a))
    }

    @inlinable @inline(__always)
    public static func exp(_ a: Self) -> Self {
        let reduced = ReducedExponent(clampedExponent(a))
        return reduced.scale(constant(1) + (reduced.r + reduced.tail))
    }

    @inlinable @inline(__always)
    public static func expm1(_ a: Self) -> Self {
        // From -2^-(fractionBits + 2) down the result is -1.
        let floor = constant(fractionBits == 23 ? -18 : -39)
        let x = lesser(constant(exponentialRange.1), greater(floor, a))
        let reduced = ReducedExponent(x)
        // (2^n - 1) + 2^n (e^r - 1), halved so that 2^n does not overflow before the result does.
        let half = powerOfTwo(reduced.n - .constant(1))
        let base = half - constant(0.5)
        let sum = fma(half, reduced.r, base)
        let low = fma(half, reduced.r, base - sum) + half * reduced.tail
        let result = constant(2) * (sum + low)
        return select(abs(a) < negligible, a, result)
    }

    @inlinable @inline(__always)
    public static func sigmoid(_ a: Self) -> Self {
        // With E = exp(-|a|) and s = E / (1 + E): 1 - s for positive a. For negative a the sigmoid is s itself, but E - E s has
        // the rounding of s in the smaller term alone.
        let reduced = ReducedExponent(greater(constant(exponentialRange.0), -abs(a)))
        let growth = fma(reduced.r * reduced.r, expTail(reduced.r), reduced.r)
        let power = reduced.scale(constant(1) + growth)
        let base = select(a < constant(0), power, constant(1))
        return fma(-base, divide(power, constant(1) + power), base)
    }
}
