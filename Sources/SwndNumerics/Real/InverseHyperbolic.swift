// Logarithms of sums that are known to twice the working precision, so that nothing is lost where they are near 1.
extension RealLanes {
    /// log(2^shift (u + rest)) for positive finite u, and a rest that is not more than u was rounded by.
    @inlinable @inline(__always)
    static func logarithm(_ u: Self, _ rest: Self, shift: Self) -> Self {
        let reduced = ReducedLogarithm(u)
        let k = reduced.k + shift
        let high = k * constant(log2Parts.0)
        let sum = high + reduced.f
        let lost = (high - sum) + reduced.f
        let low = fma(k, constant(log2Parts.1), logTail(reduced.f) + divide(rest, u))
        return sum + (lost + low)
    }

    /// From here up x^2 + 1 and x^2 - 1 are x^2.
    @inlinable @inline(__always)
    static var squareLimit: Self { constant(fractionBits == 23 ? 0x1p14 : 0x1p28) }

    /// Below this, x is all there is of a function that starts x + c x^3.
    @inlinable @inline(__always)
    static var negligibleCube: Self { constant(fractionBits == 23 ? 0x1p-13 : 0x1p-27) }

    /// log(x + sqrt(square + squareRest)) for x that is not less than the root; log 2x beyond the limit.
    @inlinable @inline(__always)
    static func logarithm(adding x: Self, rootOf square: Self, _ squareRest: Self) -> Self {
        let root = sqrt(square)
        let correction = divide(fma(-root, root, square) + squareRest, root + root)
        let rootRest = select(square == constant(0), constant(0), correction)
        let larger = maximum(root, x)
        let smaller = minimum(root, x)
        let sum = larger + smaller
        let rest = ((larger - sum) + smaller) + rootRest
        let far = squareLimit < x
        return logarithm(
            select(far, x, sum), select(far, constant(0), rest),
            shift: select(far, constant(1), constant(0)))
    }

    @inlinable @inline(__always)
    public static func asinh(_ a: Self) -> Self {
        let x = abs(a)
        let square = fma(x, x, constant(1))
        let near = logarithm(adding: x, rootOf: square, fma(x, x, constant(1) - square))
        let bounded = select(x < infinity, near, x)
        return copySign(select(x < negligibleCube, x, bounded), from: a)
    }

    @inlinable @inline(__always)
    public static func acosh(_ a: Self) -> Self {
        let product = a * a
        let productRest = fma(a, a, -product)
        let difference = product - constant(1)
        let square = difference + productRest
        let near = logarithm(
            adding: a, rootOf: square, (difference - square) + productRest)
        let bounded = select(a < infinity, near, a)
        return select(a < constant(1), nan, bounded)
    }

    @inlinable @inline(__always)
    public static func atanh(_ a: Self) -> Self {
        let x = abs(a)
        // Half the logarithm of 1 + 2 x / (1 - x), the quotient with what it was rounded by.
        let numerator = x + x
        let denominator = constant(1) - x
        let denominatorRest = (constant(1) - denominator) - x
        let quotient = divide(numerator, denominator)
        let quotientRest = divide(
            fma(-quotient, denominator, numerator) - quotient * denominatorRest, denominator)
        let u = constant(1) + quotient
        let part = u - constant(1)
        let lost = (constant(1) - (u - part)) + (quotient - part)
        let near = constant(0.5) * logarithm(u, lost + quotientRest, shift: constant(0))
        let small = select(x < negligibleCube, x, near)
        let inside = select(x == constant(1), infinity, small)
        return copySign(select(x <= constant(1), inside, nan), from: a)
    }
}
