import CIntrinsics

extension LanesI32 {
    @inlinable @inline(__always)
    public static func divide(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        // A double holds every Int32 and, truncated, every quotient. -2147483648 / -1 is the one that would
        // not fit back, so a divisor of -1 is a negation.
        let negating = b == constant(-1)
        let zero = b == constant(0)
        let safe = select(MaskX16.or(negating, zero), constant(1), b)
        let low = ci_widen_low_int(a.vector) / ci_widen_low_int(safe.vector)
        let high = ci_widen_high_int(a.vector) / ci_widen_high_int(safe.vector)
        let quotient = LanesI32(ci_narrow_int(low, high))
        return select(zero, constant(0), select(negating, -a, quotient))
    }
}

extension LanesI64 {
    @inlinable
    public static func divide(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        // There is no vector division, and a double does not hold every Int64.
        var result = a
        for lane in 0..<8 { result.vector[lane] = wrappingQuotient(a.vector[lane], b.vector[lane]) }
        return result
    }
}

extension IntegerLanes {
    @inlinable @inline(__always)
    public static func modulo(_ a: Self, _ b: Self) -> Self {
        let remainder = a - divide(a, b) * b
        let wrongSign = Mask.and(remainder != constant(0), (remainder ^ b) < constant(0))
        let adjusted = remainder + select(wrongSign, b, constant(0))
        return select(b == constant(0), constant(0), adjusted)
    }
}
