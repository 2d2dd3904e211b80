extension RealLanes {
    /// exp(|a|) / 2: exp overflows before sinh and cosh do.
    @inlinable @inline(__always)
    static func halfExponential(_ x: Self) -> Self {
        let reduced = ReducedExponent(lesser(constant(exponentialRange.1 + 1), x))
        return reduced.scale(constant(1) + (reduced.r + reduced.tail), shift: -1)
    }

    @inlinable @inline(__always)
    public static func sinh(_ a: Self) -> Self {
        let x = abs(a)
        let half = halfExponential(x)
        let far = half - divide(constant(0.25), half)
        let z = x * x
        let near = fma(x * z, sinhTail(z), x)
        return copySign(select(x < constant(1), near, far), from: a)
    }

    @inlinable @inline(__always)
    public static func cosh(_ a: Self) -> Self {
        let half = halfExponential(abs(a))
        return half + divide(constant(0.25), half)
    }

    @inlinable @inline(__always)
    public static func tanh(_ a: Self) -> Self {
        let x = abs(a)
        let z = x * x
        let near = fma(x * z, tanhTail(z), x)
        // 1 - 2 / (exp(2 x) + 1), the quotient to more than its own precision.
        let reduced = ReducedExponent(lesser(constant(2 * tanhSaturation), x + x))
        let power = reduced.power
        let growth = reduced.growth
        let base = power + constant(1)
        let denominator = fma(power, growth.sum, base)
        let rest = fma(power, growth.sum, base - denominator) + power * growth.rest
        let quotient = divide(constant(2), denominator)
        let residue = fma(-quotient, denominator, constant(2)) - quotient * rest
        let far = constant(1) - fma(residue * quotient, constant(0.5), quotient)
        return copySign(select(x < constant(tanhPolynomialLimit), near, far), from: a)
    }
}
