import CIntrinsics

extension LanesI32 {
    @inlinable @inline(__always)
    public static func divide(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        // A double holds every Int32 and, truncated, every quotient; -2147483648 / -1 is what would not
        // fit back, so a divisor of -1 is a negation.
        let negating = b == constant(-1)
        let zero = b == constant(0)
        let safe = select(MaskX16.or(negating, zero), constant(1), b)
        let low = ci_widen_low_int(a.vector) / ci_widen_low_int(safe.vector)
        let high = ci_widen_high_int(a.vector) / ci_widen_high_int(safe.vector)
        let quotient = LanesI32(ci_narrow_int(low, high))
        return select(zero, constant(0), select(negating, -a, quotient))
    }

    @inlinable @inline(__always)
    public static func modulo(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        let remainder = a - divide(a, b) * b
        let wrongSign = MaskX16.and(
            remainder != constant(0), LanesI32(remainder.vector ^ b.vector) < constant(0))
        let adjusted = remainder + select(wrongSign, b, constant(0))
        return select(b == constant(0), constant(0), adjusted)
    }

    @inlinable
    public static func power(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        var result = a
        for lane in 0..<16 { result.vector[lane] = wrappingPower(a.vector[lane], b.vector[lane]) }
        return result
    }
}
