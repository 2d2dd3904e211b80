import CIntrinsics

extension LanesI64: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = MaskX8

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> LanesI64 {
        LanesI64(repeating: saturatingInt64(value))
    }

    @inlinable @inline(__always)
    public static func + (a: LanesI64, b: LanesI64) -> LanesI64 {
        LanesI64(ci_add_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func - (a: LanesI64, b: LanesI64) -> LanesI64 {
        LanesI64(ci_sub_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func * (a: LanesI64, b: LanesI64) -> LanesI64 {
        LanesI64(ci_mul_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static prefix func - (a: LanesI64) -> LanesI64 {
        LanesI64(ci_sub_ci_i64(SIMD8<Int64>(repeating: 0), a.vector))
    }

    @inlinable @inline(__always)
    public static func < (a: LanesI64, b: LanesI64) -> MaskX8 {
        MaskX8(ci_lt_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func <= (a: LanesI64, b: LanesI64) -> MaskX8 {
        MaskX8(ci_le_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func > (a: LanesI64, b: LanesI64) -> MaskX8 { b < a }
    @inlinable @inline(__always)
    public static func >= (a: LanesI64, b: LanesI64) -> MaskX8 { b <= a }
    @inlinable @inline(__always)
    public static func == (a: LanesI64, b: LanesI64) -> MaskX8 {
        MaskX8(ci_eq_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func != (a: LanesI64, b: LanesI64) -> MaskX8 {
        MaskX8(ci_ne_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func select(_ mask: MaskX8, _ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        LanesI64(ci_select_ci_i64(mask.bits, a.vector, b.vector))
    }

    @inlinable @inline(__always)
    public static func maximum(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        LanesI64(ci_max_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: LanesI64, _ b: LanesI64) -> LanesI64 {
        LanesI64(ci_min_ci_i64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func abs(_ a: LanesI64) -> LanesI64 { maximum(a, -a) }
    @inlinable @inline(__always)
    public static func sign(_ a: LanesI64) -> LanesI64 {
        // A mask lane is -1 where it is true.
        LanesI64((a < constant(0)).bits) - LanesI64((constant(0) < a).bits)
    }

    @inlinable @inline(__always)
    public static func floor(_ a: LanesI64) -> LanesI64 { a }
    @inlinable @inline(__always)
    public static func ceil(_ a: LanesI64) -> LanesI64 { a }
    @inlinable @inline(__always)
    public static func round(_ a: LanesI64) -> LanesI64 { a }
    @inlinable @inline(__always)
    public static func trunc(_ a: LanesI64) -> LanesI64 { a }
    @inlinable @inline(__always)
    public static func roundAway(_ a: LanesI64) -> LanesI64 { a }
}
