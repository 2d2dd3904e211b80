import CIntrinsics

extension LanesF32: SingleLanes {
    /// The integers of the same width.
    public typealias Bits = LanesI32
    /// Eight of the numbers in double precision.
    public typealias Wide = LanesF64

    @inlinable @inline(__always)
    public static var fractionBits: Int { 23 }
    @inlinable @inline(__always)
    public static var exponentBits: Int { 8 }
    @inlinable @inline(__always)
    public static var smallestNormal: Double { 0x1p-126 }

    @inlinable @inline(__always)
    public var bits: LanesI32 { LanesI32(unsafeBitCast(vector, to: SIMD16<Int32>.self)) }
    @inlinable @inline(__always)
    public init(bits: LanesI32) { vector = unsafeBitCast(bits.vector, to: SIMD16<Float>.self) }

    @inlinable @inline(__always)
    public static func divide(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(a.vector / b.vector)
    }
    @inlinable @inline(__always)
    public static func fma(_ a: LanesF32, _ b: LanesF32, _ c: LanesF32) -> LanesF32 {
        LanesF32(ci_fma_ci_f32(a.vector, b.vector, c.vector))
    }
    @inlinable @inline(__always)
    public static func sqrt(_ a: LanesF32) -> LanesF32 { LanesF32(ci_sqrt_ci_f32(a.vector)) }
    @inlinable @inline(__always)
    public static func greater(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(ci_max_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func lesser(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        LanesF32(ci_min_ci_f32(a.vector, b.vector))
    }
    @inlinable @inline(__always)
    public static func scale(
        _ a: LanesF32, by n: LanesF32, _ first: LanesF32, _ second: LanesF32
    ) -> LanesF32 {
        LanesF32(ci_scale_ci_f32(a.vector, n.vector, first.vector, second.vector))
    }
    @inlinable @inline(__always)
    public static func copySign(_ a: LanesF32, from s: LanesF32) -> LanesF32 {
        LanesF32(ci_copysign_ci_f32(a.vector, s.vector))
    }

    @inlinable @inline(never)
    public static func perLane(_ a: LanesF32, _ body: (Double) -> Double) -> LanesF32 {
        var result = a
        for lane in 0..<16 { result.vector[lane] = Float(body(Double(a.vector[lane]))) }
        return result
    }
    @inlinable @inline(never)
    public static func perLane(
        _ a: LanesF32, _ b: LanesF32, _ body: (Double, Double) -> Double
    ) -> LanesF32 {
        var result = a
        for lane in 0..<16 {
            result.vector[lane] = Float(body(Double(a.vector[lane]), Double(b.vector[lane])))
        }
        return result
    }

    /// The lower and the upper eight lanes in double precision.
    @inlinable @inline(__always)
    var widened: (LanesF64, LanesF64) {
        (LanesF64(ci_widen_low(vector)), LanesF64(ci_widen_high(vector)))
    }

    /// Two halves rounded to single precision.
    @inlinable @inline(__always)
    init(low: LanesF64, high: LanesF64) { vector = ci_narrow(low.vector, high.vector) }

    @inlinable @inline(__always)
    public static func inDouble(
        _ a: LanesF32, _ b: LanesF32, other: SingleFunction?,
        _ body: (LanesF64, LanesF64) -> LanesF64
    ) -> LanesF32 {
        let (base, other) = (a.widened, b.widened)
        return LanesF32(low: body(base.0, other.0), high: body(base.1, other.1))
    }

    @usableFromInline @inline(never)
    static func throughDouble(_ a: LanesF32, _ body: (LanesF64) -> LanesF64) -> LanesF32 {
        let (low, high) = a.widened
        return LanesF32(low: body(low), high: body(high))
    }

    @inlinable
    public static func distantSin(_ a: LanesF32) -> LanesF32 { throughDouble(a) { .sin($0) } }
    @inlinable
    public static func distantCos(_ a: LanesF32) -> LanesF32 { throughDouble(a) { .cos($0) } }
    @inlinable
    public static func distantTan(_ a: LanesF32) -> LanesF32 { throughDouble(a) { .tan($0) } }
    @inlinable
    public static func distantModulo(_ a: LanesF32, _ b: LanesF32) -> LanesF32 {
        perLane(a, b) { .modulo($0, $1) }
    }
}
