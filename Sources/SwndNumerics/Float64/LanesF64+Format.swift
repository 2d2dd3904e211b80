import CIntrinsics

extension LanesF64: DoubleLanes {
    /// The integers of the same width.
    public typealias Bits = LanesI64

    @inlinable @inline(__always)
    public static var fractionBits: Int { 52 }
    @inlinable @inline(__always)
    public static var exponentBits: Int { 11 }
    @inlinable @inline(__always)
    public static var smallestNormal: Double { 0x1p-1022 }

    @inlinable @inline(__always)
    public var bits: LanesI64 { LanesI64(unsafeBitCast(vector, to: SIMD8<Int64>.self)) }
    @inlinable @inline(__always)
    public init(bits: LanesI64) { vector = unsafeBitCast(bits.vector, to: SIMD8<Double>.self) }

    @inlinable @inline(__always)
    public static func divide(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(a.vector / b.vector)
    }
    @inlinable @inline(__always)
    public static func fma(_ a: LanesF64, _ b: LanesF64, _ c: LanesF64) -> LanesF64 {
        LanesF64(ci_fma_ci_f64(a.vector, b.vector, c.vector))
    }
    @inlinable @inline(__always)
    public static func sqrt(_ a: LanesF64) -> LanesF64 { LanesF64(ci_sqrt_ci_f64(a.vector)) }
    @inlinable @inline(__always)
    public static func greater(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(ci_max_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func lesser(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        LanesF64(ci_min_ci_f64(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func scale(
        _ a: LanesF64, by n: LanesF64, _ first: LanesF64, _ second: LanesF64
    ) -> LanesF64 {
        LanesF64(ci_scale_ci_f64(a.vector, n.vector, first.vector, second.vector))
    }
    @inlinable @inline(__always)
    public static func copySign(_ a: LanesF64, from s: LanesF64) -> LanesF64 {
        LanesF64(ci_copysign_ci_f64(a.vector, s.vector))
    }

    @inlinable @inline(never)
    public static func perLane(_ a: LanesF64, _ body: (Double) -> Double) -> LanesF64 {
        var result = a
        for lane in 0..<8 { result.vector[lane] = body(a.vector[lane]) }
        return result
    }
    @inlinable @inline(never)
    public static func perLane(
        _ a: LanesF64, _ b: LanesF64, _ body: (Double, Double) -> Double
    ) -> LanesF64 {
        var result = a
        for lane in 0..<8 {
            result.vector[lane] = body(a.vector[lane], b.vector[lane])
        }
        return result
    }

    @inlinable
    public static func distantSin(_ a: LanesF64) -> LanesF64 { perLane(a) { .sin($0) } }
    @inlinable
    public static func distantCos(_ a: LanesF64) -> LanesF64 { perLane(a) { .cos($0) } }
    @inlinable
    public static func distantTan(_ a: LanesF64) -> LanesF64 { perLane(a) { .tan($0) } }
    @inlinable
    public static func distantModulo(_ a: LanesF64, _ b: LanesF64) -> LanesF64 {
        perLane(a, b) { .modulo($0, $1) }
    }
}
