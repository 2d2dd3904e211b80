/// x = n pi / 2 + r + rest with |r| <= pi / 4, or a little more for large x: Cody and Waite's reduction with
/// fused multiplications.
@frozen
@usableFromInline
struct ReducedAngle<L: RealLanes> {
    /// The quarter turns: n in the low bits.
    @usableFromInline let n: L.Bits
    /// The angle that is left.
    @usableFromInline let r: L
    /// What r was rounded by.
    @usableFromInline let rest: L
    /// Where x was too large or too close to a multiple of pi / 2 for this reduction.
    @usableFromInline let failed: L.Mask

    @inlinable @inline(__always)
    init(_ x: L) {
        let shifted = L.fma(x, .constant(0x1.45f306dc9c883p-1), L.roundingShift)
        let whole = shifted - L.roundingShift
        // Exact: x, where it is not below 1, and the product are multiples of one unit in the last place of
        // pi / 2, and their difference is below 1.
        let exact = L.fma(whole, .constant(-L.halfPi.0), x)
        let middle = L.constant(-L.halfPi.1)
        r = L.fma(whole, middle, exact)
        // Not quite exact where exact and the second product cancel: those count as failed.
        let lost = L.fma(whole, middle, exact - r)
        rest = L.fma(whole, .constant(-L.halfPi.2), lost)
        n = shifted.bits
        failed = .or(
            .constant(L.angleLimits.0) < L.abs(x),
            L.abs(r) < L.abs(whole) * .constant(L.angleLimits.1))
    }

    /// sin(r + rest) as a large and a small part.
    @inlinable @inline(__always)
    var sineParts: (L, L) {
        let z = r * r
        return (r, L.fma(z * r, L.sinTail(z), rest))
    }

    /// cos(r + rest) as a large and a small part.
    @inlinable @inline(__always)
    var cosineParts: (L, L) {
        let z = r * r
        let large = L.fma(z, .constant(-0.5), .constant(1))
        let lost = L.fma(z, .constant(-0.5), .constant(1) - large)
        return (large, L.fma(z * z, L.cosTail(z), L.fma(-r, rest, lost)))
    }

    /// Where n is odd.
    @inlinable @inline(__always)
    static func isOdd(_ n: L.Bits) -> L.Mask { (n & .constant(1)) != .constant(0) }

    /// The sine of a number of quarter turns further on.
    @inlinable @inline(__always)
    func sine(turnedBy quarters: Double) -> L {
        let turn = n + .constant(quarters)
        let sine = sineParts
        let cosine = cosineParts
        let unsigned = L.select(Self.isOdd(turn), cosine.0 + cosine.1, sine.0 + sine.1)
        return L.flipSign(unsigned, by: turn << (L.fractionBits + L.exponentBits - 1))
    }
}

extension RealLanes {
    @inlinable @inline(__always)
    public static func sin(_ a: Self) -> Self {
        let angle = ReducedAngle(a)
        // The reduction loses the sign of -0.0.
        let near = select(a == constant(0), a, angle.sine(turnedBy: 0))
        return replacing(near, where: angle.failed) { distantSin(a) }
    }

    @inlinable @inline(__always)
    public static func cos(_ a: Self) -> Self {
        let angle = ReducedAngle(a)
        let near = angle.sine(turnedBy: 1)
        return replacing(near, where: angle.failed) { distantCos(a) }
    }

    @inlinable @inline(__always)
    public static func tan(_ a: Self) -> Self {
        let angle = ReducedAngle(a)
        let near = nearTan(a, angle)
        return replacing(near, where: angle.failed) { distantTan(a) }
    }

    @inlinable @inline(__always)
    static func nearTan(_ a: Self, _ angle: ReducedAngle<Self>) -> Self {
        let odd = ReducedAngle<Self>.isOdd(angle.n)
        let (sineLarge, sineSmall) = angle.sineParts
        let (cosineLarge, cosineSmall) = angle.cosineParts
        let sine = sineLarge + sineSmall
        let sineRest = (sineLarge - sine) + sineSmall
        let cosine = cosineLarge + cosineSmall
        let cosineRest = (cosineLarge - cosine) + cosineSmall
        // tan r, or -1 / tan r, with one step of Newton for what the parts were rounded by.
        let numerator = select(odd, -cosine, sine)
        let numeratorRest = select(odd, -cosineRest, sineRest)
        let denominator = select(odd, sine, cosine)
        let denominatorRest = select(odd, sineRest, cosineRest)
        let inverse = reciprocal(denominator)
        let quotient = numerator * inverse
        let residue =
            fma(-quotient, denominator, numerator)
            + fma(-quotient, denominatorRest, numeratorRest)
        return select(a == constant(0), a, fma(residue, inverse, quotient))
    }
}
