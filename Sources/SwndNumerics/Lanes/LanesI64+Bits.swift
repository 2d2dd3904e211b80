extension LanesI64: IntegerLanes {
    @inlinable @inline(__always)
    public static var bitCount: Int { 64 }
    @inlinable @inline(__always)
    public static func & (a: LanesI64, b: LanesI64) -> LanesI64 { LanesI64(a.vector & b.vector) }
    @inlinable @inline(__always)
    public static func | (a: LanesI64, b: LanesI64) -> LanesI64 { LanesI64(a.vector | b.vector) }
    @inlinable @inline(__always)
    public static func ^ (a: LanesI64, b: LanesI64) -> LanesI64 { LanesI64(a.vector ^ b.vector) }
    @inlinable @inline(__always)
    public static func << (a: LanesI64, count: Int) -> LanesI64 {
        LanesI64(a.vector &<< .init(repeating: Int64(truncatingIfNeeded: count)))
    }
    @inlinable @inline(__always)
    public static func >> (a: LanesI64, count: Int) -> LanesI64 {
        LanesI64(a.vector &>> .init(repeating: Int64(truncatingIfNeeded: count)))
    }
}
