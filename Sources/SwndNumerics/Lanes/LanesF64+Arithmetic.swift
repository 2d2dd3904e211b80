import CIntrinsics

extension LanesF64: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = MaskX8

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> LanesF64 { LanesF64(repeating: value) }

    @inlinable @inline(__always)
    public static func + (a: LanesF64, b: LanesF64) -> LanesF64 { LanesF64(a.vector + b.vector) }
    @inlinable @inline(__always)
    public static func - (a: LanesF64, b: LanesF64) -> LanesF64 { LanesF64(a.vector - b.vector) }
    @inlinable @inline(__always)
    public static func * (a: LanesF64, b: LanesF64) -> LanesF64 { LanesF64(a.vector * b.vector) }
    @inlinable @inline(__always)
    public static prefix func - (a: LanesF64) -> LanesF64 { LanesF64(ci_neg_ci_f64(a.vector)) }

    @inlinable @inline(__always)
    public static func < (a: LanesF64, b: LanesF64) -> MaskX8 {
        MaskX8(ci_lt_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func <= (a: LanesF64, b: LanesF64) -> MaskX8 {
        MaskX8(ci_le_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func > (a: LanesF64, b: LanesF64) -> MaskX8 { b < a }
    @inlinable @inline(__always)
    public static func >= (a: LanesF64, b: LanesF64) -> MaskX8 { b <= a }
    @inlinable @inline(__always)
    public static func == (a: LanesF64, b: LanesF64) -> MaskX8 {
        MaskX8(ci_eq_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func != (a: LanesF64, b: LanesF64) -> MaskX8 {
        MaskX8(ci_ne_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func select(_ mask: MaskX8, _ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(ci_select_ci_f64(mask.bits, a.vector, b.vector))
    }

    @inlinable @inline(__always)
    public static func maximum(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(ci_maximum_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(ci_minimum_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func abs(_ a: LanesF64) -> LanesF64 { LanesF64(ci_abs_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func sign(_ a: LanesF64) -> LanesF64 {
        let one = constant(1)
        let positive = select(constant(0) < a, one, constant(0))
        let signed = select(a < constant(0), -one, positive)
        return select(a != a, a, signed)
    }

    @inlinable @inline(__always)
    public static func floor(_ a: LanesF64) -> LanesF64 { LanesF64(ci_floor_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func ceil(_ a: LanesF64) -> LanesF64 { LanesF64(ci_ceil_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func round(_ a: LanesF64) -> LanesF64 { LanesF64(ci_rint_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func trunc(_ a: LanesF64) -> LanesF64 { LanesF64(ci_trunc_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func roundAway(_ a: LanesF64) -> LanesF64 {
        let whole = trunc(a)
        // The difference is exact. Copying the sign keeps -0.0 for what rounds to zero from below.
        let up = select(constant(0.5) <= abs(a - whole), constant(1), constant(0))
        return LanesF64(ci_copysign_ci_f64((abs(whole) + up).vector, a.vector))
    }
}
