import CIntrinsics

/// Sixteen truth values: each lane is all ones or all zeros.
@frozen
public struct MaskX16: LaneMask, Sendable {
    /// The lanes: -1 (true) or 0 (false).
    public var bits: SIMD16<Int32>

    /// Wraps lanes that are -1 or 0.
    @inlinable @inline(__always)
    public init(_ bits: SIMD16<Int32>) { self.bits = bits }

    @inlinable @inline(__always)
    public static func and(_ a: MaskX16, _ b: MaskX16) -> MaskX16 { MaskX16(a.bits & b.bits) }
    @inlinable @inline(__always)
    public static func or(_ a: MaskX16, _ b: MaskX16) -> MaskX16 { MaskX16(a.bits | b.bits) }
    @inlinable @inline(__always)
    public static func not(_ a: MaskX16) -> MaskX16 { MaskX16(~a.bits) }

    /// Whether any lane is true.
    @inlinable @inline(__always)
    public var any: Bool { ci_any_ci_i32(bits) != 0 }
}

/// Eight truth values: each lane is all ones or all zeros.
@frozen
public struct MaskX8: LaneMask, Sendable {
    /// The lanes: -1 (true) or 0 (false).
    public var bits: SIMD8<Int64>

    /// Wraps lanes that are -1 or 0.
    @inlinable @inline(__always)
    public init(_ bits: SIMD8<Int64>) { self.bits = bits }

    @inlinable @inline(__always)
    public static func and(_ a: MaskX8, _ b: MaskX8) -> MaskX8 { MaskX8(a.bits & b.bits) }
    @inlinable @inline(__always)
    public static func or(_ a: MaskX8, _ b: MaskX8) -> MaskX8 { MaskX8(a.bits | b.bits) }
    @inlinable @inline(__always)
    public static func not(_ a: MaskX8) -> MaskX8 { MaskX8(~a.bits) }

    /// Whether any lane is true.
    @inlinable @inline(__always)
    public var any: Bool { ci_any_ci_i64(bits) != 0 }
}
