/// A positive number z moved up by 8 where Stirling's series needs it: gamma(z) = e^stirling / factor.
@frozen
@usableFromInline
struct ShiftedGamma<L: RealLanes> {
    /// z (z + 1) ... (z + 7), or 1.
    @usableFromInline let factor: L
    /// The logarithm of gamma at the moved number, to 2^-37 but for rounding.
    @usableFromInline let stirling: L

    @inlinable @inline(__always)
    init(_ z: L) {
        var product = z
        for step in 1..<8 { product = product * (z + .constant(Double(step))) }
        let isSmall = z < .constant(8)
        factor = .select(isSmall, product, .constant(1))
        let y = L.select(isSmall, z + .constant(8), z)
        let inverse = L.reciprocal(y)
        let series =
            inverse
            * Horner(inverse * inverse, -1.0 / 1680).plus(1.0 / 1260).plus(-1.0 / 360)
            .plus(1.0 / 12).value
        let rootOf2Pi = L.constant(0x1.d67f1c864beb5p-1)
        stirling = .fma(y - .constant(0.5), .log(y), rootOf2Pi - y) + series
    }
}

extension DoubleLanes {
    /// What the reflection formulas compute negative numbers with: 1 - a for them, a for the others.
    @inlinable @inline(__always)
    static func reflected(_ a: Self) -> Self { select(a < constant(0), constant(1) - a, a) }

    /// The sine and the cosine of pi a.
    @inlinable @inline(__always)
    static func sineAndCosine(halfTurns a: Self) -> (sine: Self, cosine: Self) {
        let turns = a * constant(0.5)
        return sineAndCosine(turns: turns - round(turns))
    }

    /// The gamma function to 2^-36, for numbers that come from single precision.
    @inlinable @inline(never)
    static func singleGamma(_ a: Self) -> Self {
        // Beyond 170 the result is infinite or zero anyway. NaN stays.
        let shifted = ShiftedGamma(lesser(constant(170), reflected(a)))
        let positive = divide(exp(shifted.stirling), shifted.factor)
        let mirrored = divide(constant(.pi), positive * sineAndCosine(halfTurns: a).sine)
        let negative = a < constant(0)
        let isPole = Mask.and(negative, trunc(a) == a)
        return select(isPole, nan, select(negative, mirrored, positive))
    }

    /// log |gamma| to 2^-26 of the result, for numbers that come from single precision.
    @inlinable @inline(never)
    static func singleLogGamma(_ a: Self) -> Self {
        let negative = a < constant(0)
        let shifted = ShiftedGamma(reflected(a))
        let mirroring = divide(constant(.pi), abs(sineAndCosine(halfTurns: a).sine))
        let factor = log(shifted.factor * select(negative, mirroring, constant(1)))
        let far = select(negative, factor - shifted.stirling, shifted.stirling - factor)
        // The result is 0 at 1 and at 2. Its Taylor series there, from values of the zeta function, keep its precision.
        let one = a - constant(1)
        let nearOne =
            one
            * Horner(one, 0x1.5b40cb100c306p-3).plus(-0x1.a8b9c17aa6149p-3)
            .plus(0x1.151322ac7d848p-2).plus(-0x1.9a4d55beab2d7p-2).plus(0x1.a51a6625307d3p-1)
            .plus(-0x1.2788cfc6fb619p-1).value
        let two = a - constant(2)
        let nearTwo =
            two
            * Horner(two, 0x1.7add6eadb6c3p-9).plus(-0x1.e404fc218f5f2p-8)
            .plus(0x1.51322ac7d8483p-6).plus(-0x1.13e001a557607p-4).plus(0x1.4a34cc4a60fa6p-2)
            .plus(0x1.b0ee6072093cep-2).value
        let reach = constant(0x1p-5)
        // Zero is added to make zeros positive.
        let near = select(abs(one) < reach, nearOne, nearTwo) + constant(0)
        let isNear = Mask.or(abs(one) < reach, abs(two) < reach)
        let result = select(abs(a) == infinity, infinity, select(isNear, near, far))
        // Between poles there are more zeros, where the difference of logarithms has lost the digits.
        let isLost = Mask.and(negative, abs(result) < constant(0x1p-10))
        return replacing(result, where: isLost) { logGamma(a) }
    }

    /// The derivative of log |gamma|. Its error is that of a sum of terms of the size of 2, so near its zeros it is only as
    /// small as that absolutely.
    @inlinable @inline(never)
    public static func digamma(_ a: Self) -> Self {
        let z = reflected(a)
        // The recurrence, three steps in one quotient, the small terms first. Minus zero leaves a zero as it is.
        var sum = constant(0)
        for step in [9.0, 6, 3, -0.0] {
            let first = z + constant(step)
            let second = z + constant(step + 1)
            let third = z + constant(step + 2)
            let product = second * third
            let numerator = fma(first, second + third, product)
            sum = sum + divide(numerator, first * product)
        }
        let isSmall = z < constant(12)
        let shift = select(isSmall, sum, constant(0))
        let y = select(isSmall, z + constant(12), z)
        let inverse = reciprocal(y)
        let square = inverse * inverse
        let series =
            square
            * Horner(square, -3617.0 / 8160).plus(1.0 / 12).plus(-691.0 / 32760).plus(1.0 / 132)
            .plus(-1.0 / 240).plus(1.0 / 252).plus(-1.0 / 120).plus(1.0 / 12).value
        let positive = (log(y) - fma(constant(0.5), inverse, series)) - shift
        let (sine, cosine) = sineAndCosine(halfTurns: a)
        // Half of the smallest number is zero, and its sine has lost the sign.
        let signed = select(sine == constant(0), copySign(sine, from: a), sine)
        let mirrored = positive - constant(.pi) * divide(cosine, signed)
        let negative = a < constant(0)
        let isPole = Mask.and(negative, trunc(a) == a)
        return select(isPole, nan, select(negative, mirrored, positive))
    }
}
