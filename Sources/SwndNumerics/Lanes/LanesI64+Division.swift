import CIntrinsics

extension LanesI64 {
    @inlinable
    public static func divide(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        var result = a
        for lane in 0..<8 { result.vector[lane] = wrappingQuotient(a.vector[lane], b.vector[lane]) }
        return result
    }

    @inlinable @inline(__always)
    public static func modulo(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        let remainder = a - divide(a, b) * b
        let wrongSign = MaskX8.and(
            remainder != constant(0), LanesI64(remainder.vector ^ b.vector) < constant(0))
        let adjusted = remainder + select(wrongSign, b, constant(0))
        return select(b == constant(0), constant(0), adjusted)
    }

    @inlinable
    public static func power(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        var result = a
        for lane in 0..<8 { result.vector[lane] = wrappingPower(a.vector[lane], b.vector[lane]) }
        return result
    }
}
