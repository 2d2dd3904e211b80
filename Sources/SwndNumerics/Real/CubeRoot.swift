/// x = t 2^(3n) with t from 1 to 8, and 1 / cbrt(t) to about its own precision: what both cube roots have in common.
@frozen
@usableFromInline
struct ReducedCube<L: RealLanes> {
    @usableFromInline let t: L
    @usableFromInline let inverse: L
    /// n in the low bits.
    @usableFromInline let n: L.Bits

    /// x must be positive and finite to mean anything.
    @inlinable @inline(__always)
    init(_ x: L) {
        // By a power of 8, so that the root of the factor is whole.
        let denormal = x < .constant(L.smallestNormal)
        let lifted = x * .constant(L.fractionBits == 23 ? 0x1p24 : 0x1p54)
        let normal = L.select(denormal, lifted, x).bits
        let one = L.constant(1).bits
        let fraction = normal & .constant(L.fractionBits == 23 ? 0x7f_ffff : 0xf_ffff_ffff_ffff)
        let m = L(bits: fraction | one)
        let exponent = L.whole((normal - one) >> L.fractionBits)
        // The exponent is 3 n and a rest of 0, 1 or 2.
        let shifted = L.fma(exponent - .constant(1), .constant(1.0 / 3), L.roundingShift)
        let rest = L.fma(shifted - L.roundingShift, .constant(-3), exponent)
        let (isOne, isTwo) = (rest == .constant(1), rest == .constant(2))
        t = m * L.select(isTwo, .constant(4), L.select(isOne, .constant(2), .constant(1)))
        n =
            shifted.bits
            - L.Bits.select(
                denormal, .constant(L.fractionBits == 23 ? 8 : 18), .constant(0))
        // 1 / cbrt(m) to 2^-14, and then three times as many bits with each step.
        let start = Horner(m, 0x1.d46e1ap-6).plus(-0x1.c51752p-3).plus(0x1.6415b8p-1)
            .plus(-0x1.2c4198p0).plus(0x1.ab8576p0).value
        let root = L.select(
            isTwo, .constant(0x1.428a2f98d728bp-1),
            L.select(isOne, .constant(0x1.965fea53d6e3dp-1), .constant(1)))
        var y = start * root
        for _ in 0..<(L.fractionBits == 23 ? 1 : 2) {
            let h = L.fma(-(t * y), y * y, .constant(1))
            y = L.fma(y * h, L.fma(h, .constant(2.0 / 9), .constant(1.0 / 3)), y)
        }
        inverse = y
    }
}

extension RealLanes {
    @inlinable @inline(__always)
    public static func cbrt(_ a: Self) -> Self {
        let reduced = ReducedCube(abs(a))
        let square = reduced.inverse * reduced.inverse
        let root = reduced.t * square
        // One step of Newton with the residue to twice the precision: the result is the nearest number but for rare cases.
        let rootSquare = root * root
        let squareRest = fma(root, root, -rootSquare)
        let residue = fma(rootSquare, root, -reduced.t) + squareRest * root
        let result = fma(-residue, square * constant(1.0 / 3), root) * powerOfTwo(reduced.n)
        return select(isPositiveNumber(abs(a)), copySign(result, from: a), a)
    }

    @inlinable @inline(__always)
    public static func rcbrt(_ a: Self) -> Self {
        let reduced = ReducedCube(abs(a))
        let (t, y) = (reduced.t, reduced.inverse)
        let square = y * y
        let squareRest = fma(y, y, -square)
        let product = t * y
        let productRest = fma(t, y, -product)
        let residue =
            fma(-product, square, constant(1)) - fma(product, squareRest, productRest * square)
        let result = fma(y, residue * constant(1.0 / 3), y) * powerOfTwo(-reduced.n)
        return select(isPositiveNumber(abs(a)), copySign(result, from: a), reciprocal(a))
    }

    /// Whether a is neither zero nor negative, infinite or NaN.
    @inlinable @inline(__always)
    static func isPositiveNumber(_ a: Self) -> Mask {
        .and(constant(0) < a, a < infinity)
    }
}
