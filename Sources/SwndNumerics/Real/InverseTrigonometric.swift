extension RealLanes {
    /// For |x| <= 0.5: x and x^3 P. Above: sqrt((1 - |x|) / 2) =: s and s^3 P, together with the rounding of
    /// the root; asin and acos of x are pi / 2 less or plus twice that.
    @inlinable @inline(__always)
    static func arcsineParts(_ a: Self) -> (large: Mask, leading: Self, tail: Self) {
        let x = abs(a)
        let large = constant(0.5) < x
        let half = fma(x, constant(-0.5), constant(0.5))
        let root = sqrt(half)
        let rootRest = divide(fma(-root, root, half), root + root)
        let z = select(large, half, x * x)
        let leading = select(large, root, x)
        let rest = select(Mask.and(large, constant(0) < half), rootRest, constant(0))
        return (large, leading, fma(leading * z, asinTail(z), rest))
    }

    @inlinable @inline(__always)
    public static func asin(_ a: Self) -> Self {
        let (large, leading, tail) = arcsineParts(a)
        let quarter = constant(halfPi.0)
        let twice = leading + leading
        let difference = quarter - twice
        let rest = (quarter - difference) - twice
        let far = difference + (rest + fma(constant(-2), tail, constant(halfPi.1)))
        return copySign(select(large, far, leading + tail), from: a)
    }

    @inlinable @inline(__always)
    public static func acos(_ a: Self) -> Self {
        let (large, leading, tail) = arcsineParts(a)
        let negative = a < constant(0)
        // pi / 2 - asin a for small a; 2 asin s for large a, pi less that for large -a.
        let signed = select(negative, -leading, leading)
        let signedTail = select(negative, -tail, tail)
        let quarter = constant(halfPi.0)
        let near = quarter - signed
        let nearRest = (quarter - near) - signed
        let small = near + (nearRest + (constant(halfPi.1) - signedTail))
        let twice = constant(2) * leading
        let pi = constant(2 * halfPi.0)
        let opposite = pi - twice
        let oppositeRest = (pi - opposite) - twice
        let left = opposite + (oppositeRest + fma(constant(-2), tail, constant(2 * halfPi.1)))
        let right = fma(constant(2), tail, twice)
        return select(large, select(negative, left, right), small)
    }

    @inlinable @inline(__always)
    public static func atan(_ a: Self) -> Self {
        let x = abs(a)
        let large = constant(1) < x
        // atan x = pi / 2 + atan(-1 / x).
        let t = select(large, divide(constant(-1), x), x)
        let z = t * t
        let tail = t * z * atanTail(z)
        let base = select(large, constant(halfPi.0), constant(0))
        let baseRest = select(large, constant(halfPi.1), constant(0))
        let sum = base + t
        let rest = (base - sum) + t
        return copySign(sum + (rest + (tail + baseRest)), from: a)
    }
}
