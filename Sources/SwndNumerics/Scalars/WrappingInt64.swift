/// One 64-bit integer that wraps on overflow: the oracle for integer bodies.
///
/// A structure of its own, because `+` on `Int64` traps.
@frozen
public struct WrappingInt64: Sendable {
    /// The integer itself.
    public var value: Int64

    /// Wraps an integer.
    @inlinable @inline(__always)
    public init(_ value: Int64) { self.value = value }
}

extension WrappingInt64: ArithmeticValue {
    /// The result of a comparison.
    public typealias Mask = Bool

    @inlinable @inline(__always)
    public static func constant(_ value: Double) -> WrappingInt64 {
        WrappingInt64(saturatingInt64(value))
    }

    @inlinable @inline(__always)
    public static func + (a: WrappingInt64, b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(a.value &+ b.value)
    }
    @inlinable @inline(__always)
    public static func - (a: WrappingInt64, b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(a.value &- b.value)
    }
    @inlinable @inline(__always)
    public static func * (a: WrappingInt64, b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(a.value &* b.value)
    }
    @inlinable @inline(__always)
    public static prefix func - (a: WrappingInt64) -> WrappingInt64 { WrappingInt64(0 &- a.value) }
    @inlinable @inline(__always)
    public static func divide(_ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(wrappingQuotient(a.value, b.value))
    }
    @inlinable @inline(__always)
    public static func modulo(_ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(wrappingModulo(a.value, b.value))
    }
    @inlinable @inline(__always)
    public static func power(_ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(wrappingPower(a.value, b.value))
    }

    @inlinable @inline(__always)
    public static func < (a: WrappingInt64, b: WrappingInt64) -> Bool { a.value < b.value }
    @inlinable @inline(__always)
    public static func <= (a: WrappingInt64, b: WrappingInt64) -> Bool { a.value <= b.value }
    @inlinable @inline(__always)
    public static func > (a: WrappingInt64, b: WrappingInt64) -> Bool { b < a }
    @inlinable @inline(__always)
    public static func >= (a: WrappingInt64, b: WrappingInt64) -> Bool { b <= a }
    @inlinable @inline(__always)
    public static func == (a: WrappingInt64, b: WrappingInt64) -> Bool { a.value == b.value }
    @inlinable @inline(__always)
    public static func != (a: WrappingInt64, b: WrappingInt64) -> Bool { a.value != b.value }
    @inlinable @inline(__always)
    public static func select(_ mask: Bool, _ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64
    {
        mask ? a : b
    }

    @inlinable @inline(__always)
    public static func maximum(_ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(max(a.value, b.value))
    }
    @inlinable @inline(__always)
    public static func minimum(_ a: WrappingInt64, _ b: WrappingInt64) -> WrappingInt64 {
        WrappingInt64(min(a.value, b.value))
    }
    @inlinable @inline(__always)
    public static func abs(_ a: WrappingInt64) -> WrappingInt64 { a.value < 0 ? -a : a }
    @inlinable @inline(__always)
    public static func sign(_ a: WrappingInt64) -> WrappingInt64 { WrappingInt64(a.value.signum()) }
    @inlinable @inline(__always)
    public static func floor(_ a: WrappingInt64) -> WrappingInt64 { a }
    @inlinable @inline(__always)
    public static func ceil(_ a: WrappingInt64) -> WrappingInt64 { a }
    @inlinable @inline(__always)
    public static func round(_ a: WrappingInt64) -> WrappingInt64 { a }
    @inlinable @inline(__always)
    public static func roundAway(_ a: WrappingInt64) -> WrappingInt64 { a }
    @inlinable @inline(__always)
    public static func trunc(_ a: WrappingInt64) -> WrappingInt64 { a }
}
