import CIntrinsics

extension LanesF64 {
    @inlinable @inline(__always)
    public static func divide(_ a: LanesF64, _ b: LanesF64) -> LanesF64 { LanesF64(a.vector / b.vector) }
    @inlinable
    public static func modulo(_ a: LanesF64, _ b: LanesF64) -> LanesF64 { perLane(a, b) { .modulo($0, $1) } }
    @inlinable
    public static func power(_ a: LanesF64, _ b: LanesF64) -> LanesF64 { perLane(a, b) { .power($0, $1) } }

    /// Applies a scalar function of doubles to each lane: for what is not worth a vector algorithm.
    @usableFromInline @inline(never)
    static func perLane(_ a: LanesF64, _ body: (Double) -> Double) -> LanesF64 {
        var result = a
        for lane in 0..<8 { result.vector[lane] = Double(body(Double(a.vector[lane]))) }
        return result
    }

    /// Applies a scalar function of two doubles to each pair of lanes.
    @usableFromInline @inline(never)
    static func perLane(_ a: LanesF64, _ b: LanesF64, _ body: (Double, Double) -> Double) -> LanesF64 {
        var result = a
        for lane in 0..<8 {
            result.vector[lane] = Double(body(Double(a.vector[lane]), Double(b.vector[lane])))
        }
        return result
    }
}
