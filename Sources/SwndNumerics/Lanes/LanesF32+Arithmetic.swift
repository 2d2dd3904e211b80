import CIntrinsics

extension LanesF32: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = MaskX16

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> LanesF32 { LanesF32(repeating: Float(value)) }

    @inlinable @inline(__always)
    public static func + (a: LanesF32, b: LanesF32) -> LanesF32 { LanesF32(a.vector + b.vector) }
    @inlinable @inline(__always)
    public static func - (a: LanesF32, b: LanesF32) -> LanesF32 { LanesF32(a.vector - b.vector) }
    @inlinable @inline(__always)
    public static func * (a: LanesF32, b: LanesF32) -> LanesF32 { LanesF32(a.vector * b.vector) }
    @inlinable @inline(__always)
    public static prefix func - (a: LanesF32) -> LanesF32 { LanesF32(ci_neg_ci_f32(a.vector)) }

    @inlinable @inline(__always)
    public static func < (a: LanesF32, b: LanesF32) -> MaskX16 {
        MaskX16(ci_lt_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func <= (a: LanesF32, b: LanesF32) -> MaskX16 {
        MaskX16(ci_le_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func > (a: LanesF32, b: LanesF32) -> MaskX16 { b < a }
    @inlinable @inline(__always)
    public static func >= (a: LanesF32, b: LanesF32) -> MaskX16 { b <= a }
    @inlinable @inline(__always)
    public static func == (a: LanesF32, b: LanesF32) -> MaskX16 {
        MaskX16(ci_eq_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func != (a: LanesF32, b: LanesF32) -> MaskX16 {
        MaskX16(ci_ne_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func select(_ mask: MaskX16, _ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(ci_select_ci_f32(mask.bits, a.vector, b.vector))
    }

    @inlinable @inline(__always)
    public static func maximum(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(ci_maximum_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(ci_minimum_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func abs(_ a: LanesF32) -> LanesF32 { LanesF32(ci_abs_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func sign(_ a: LanesF32) -> LanesF32 {
        let one = constant(1)
        let positive = select(constant(0) < a, one, constant(0))
        let signed = select(a < constant(0), -one, positive)
        return select(a != a, a, signed)
    }

    @inlinable @inline(__always)
    public static func floor(_ a: LanesF32) -> LanesF32 { LanesF32(ci_floor_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func ceil(_ a: LanesF32) -> LanesF32 { LanesF32(ci_ceil_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func round(_ a: LanesF32) -> LanesF32 { LanesF32(ci_rint_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func trunc(_ a: LanesF32) -> LanesF32 { LanesF32(ci_trunc_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func roundAway(_ a: LanesF32) -> LanesF32 {
        let whole = trunc(a)
        // The difference is exact. Copying the sign keeps -0.0 for what rounds to zero from below.
        let up = select(constant(0.5) <= abs(a - whole), constant(1), constant(0))
        return LanesF32(ci_copysign_ci_f32((abs(whole) + up).vector, a.vector))
    }
}
