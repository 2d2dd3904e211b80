extension LanesF64 {
    // Lane by lane with Glibc: a vector algorithm for these needs twice the working precision.

    @inlinable
    public static func power(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        perLane(a, b) { .power($0, $1) }
    }
    @inlinable
    public static func erf(_ a: LanesF64) -> LanesF64 { perLane(a) { .erf($0) } }
    @inlinable
    public static func erfinv(_ a: LanesF64) -> LanesF64 { perLane(a) { .erfinv($0) } }
    @inlinable
    public static func gamma(_ a: LanesF64) -> LanesF64 { perLane(a) { .gamma($0) } }
    @inlinable
    public static func logGamma(_ a: LanesF64) -> LanesF64 { perLane(a) { .logGamma($0) } }

    @inlinable @inline(__always)
    public static func hypot(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        let larger = maximum(abs(a), abs(b))
        let smaller = minimum(abs(a), abs(b))
        // Powers of two bring the squares into range.
        let isSmall = larger < constant(0x1p-500)
        let isLarge = constant(0x1p500) < larger
        let down = select(isLarge, constant(0x1p-600), constant(1))
        let factor = select(isSmall, constant(0x1p600), down)
        let up = select(isLarge, constant(0x1p600), constant(1))
        let inverse = select(isSmall, constant(0x1p-600), up)
        let (x, y) = (larger * factor, smaller * factor)
        let finite = sqrt(fma(x, x, y * y)) * inverse
        return select(.or(abs(a) == infinity, abs(b) == infinity), infinity, finite)
    }
}
