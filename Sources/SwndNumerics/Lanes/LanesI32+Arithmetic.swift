import CIntrinsics

extension LanesI32: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = MaskX16

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> LanesI32 {
        LanesI32(repeating: saturatingInt32(value))
    }

    @inlinable @inline(__always)
    public static func + (a: LanesI32, b: LanesI32) -> LanesI32 {
        LanesI32(ci_add_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func - (a: LanesI32, b: LanesI32) -> LanesI32 {
        LanesI32(ci_sub_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func * (a: LanesI32, b: LanesI32) -> LanesI32 {
        LanesI32(ci_mul_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static prefix func - (a: LanesI32) -> LanesI32 {
        LanesI32(ci_sub_ci_i32(SIMD16<Int32>(repeating: 0), a.vector))
    }

    @inlinable @inline(__always)
    public static func < (a: LanesI32, b: LanesI32) -> MaskX16 {
        MaskX16(ci_lt_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func <= (a: LanesI32, b: LanesI32) -> MaskX16 {
        MaskX16(ci_le_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func > (a: LanesI32, b: LanesI32) -> MaskX16 { b < a }
    @inlinable @inline(__always)
    public static func >= (a: LanesI32, b: LanesI32) -> MaskX16 { b <= a }
    @inlinable @inline(__always)
    public static func == (a: LanesI32, b: LanesI32) -> MaskX16 {
        MaskX16(ci_eq_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func != (a: LanesI32, b: LanesI32) -> MaskX16 {
        MaskX16(ci_ne_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func select(_ mask: MaskX16, _ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        LanesI32(ci_select_ci_i32(mask.bits, a.vector, b.vector))
    }

    @inlinable @inline(__always)
    public static func maximum(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        LanesI32(ci_max_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: LanesI32, _ b: LanesI32) -> LanesI32 {
        LanesI32(ci_min_ci_i32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func abs(_ a: LanesI32) -> LanesI32 { maximum(a, -a) }
    @inlinable @inline(__always)
    public static func sign(_ a: LanesI32) -> LanesI32 {
        // A mask lane is -1 where it is true.
        LanesI32((a < constant(0)).bits) - LanesI32((constant(0) < a).bits)
    }

    @inlinable @inline(__always)
    public static func floor(_ a: LanesI32) -> LanesI32 { a }
    @inlinable @inline(__always)
    public static func ceil(_ a: LanesI32) -> LanesI32 { a }
    @inlinable @inline(__always)
    public static func round(_ a: LanesI32) -> LanesI32 { a }
    @inlinable @inline(__always)
    public static func trunc(_ a: LanesI32) -> LanesI32 { a }
    @inlinable @inline(__always)
    public static func roundAway(_ a: LanesI32) -> LanesI32 { a }
}
