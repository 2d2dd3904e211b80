extension IntegerLanes {
    /// By squaring, all lanes at once, until the largest exponent is used up. As text it has a step for each bit.
    @inlinable
    public static func power(_ a: Self, _ b: Self) -> Self {
        let zero = constant(0)
        let one = constant(1)
        let negative = b < zero
        // A negative exponent leaves 1 and -1, whose powers are those of the exponent's lowest bit.
        let unit = Mask.or(a == one, a == constant(-1))
        var base = select(negative, select(unit, a, zero), a)
        var exponent = select(negative, (b & one) + select(unit, zero, one), b)
        var result = one
        // An exponent is not negative here, so the shift brings in zeros.
        for _ in 0..<bitCount where (exponent != zero).any {
            result = select((exponent & one) == zero, result, result * base)
            base = base * base
            exponent = exponent >> 1
        }
        return result
    }
}
