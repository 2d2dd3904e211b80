/// The result of a comparison: true or false in each lane.
public protocol MaskValue {
    /// True where both are true.
    static func and(_ a: Self, _ b: Self) -> Self
    /// True where either is true.
    static func or(_ a: Self, _ b: Self) -> Self
    /// True where the argument is false.
    static func not(_ a: Self) -> Self
}

extension Bool: MaskValue {
    @inlinable @inline(__always)
    public static func and(_ a: Bool, _ b: Bool) -> Bool { a && b }
    @inlinable @inline(__always)
    public static func or(_ a: Bool, _ b: Bool) -> Bool { a || b }
    @inlinable @inline(__always)
    public static func not(_ a: Bool) -> Bool { !a }
}

/// The mask of a vector.
public protocol LaneMask: MaskValue {
    /// Whether any lane is true.
    var any: Bool { get }
}
