extension LanesI32: IntegerLanes {
    @inlinable @inline(__always)
    public static var bitCount: Int { 32 }
    @inlinable @inline(__always)
    public static func & (a: LanesI32, b: LanesI32) -> LanesI32 { LanesI32(a.vector & b.vector) }
    @inlinable @inline(__always)
    public static func | (a: LanesI32, b: LanesI32) -> LanesI32 { LanesI32(a.vector | b.vector) }
    @inlinable @inline(__always)
    public static func ^ (a: LanesI32, b: LanesI32) -> LanesI32 { LanesI32(a.vector ^ b.vector) }
    @inlinable @inline(__always)
    public static func << (a: LanesI32, count: Int) -> LanesI32 {
        LanesI32(a.vector &<< .init(repeating: Int32(truncatingIfNeeded: count)))
    }
    @inlinable @inline(__always)
    public static func >> (a: LanesI32, count: Int) -> LanesI32 {
        LanesI32(a.vector &>> .init(repeating: Int32(truncatingIfNeeded: count)))
    }
}
