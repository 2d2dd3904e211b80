extension LanesF64 {
    // Lane by lane with Glibc: a vector algorithm for these needs twice the working precision.

    @inlinable
    public static func power(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        perLane(a, b) { .power($0, $1) }
    }
    @inlinable
    public static func erf(_ a: LanesF64) -> LanesF64 { perLane(a) { .erf($0) } }
}
