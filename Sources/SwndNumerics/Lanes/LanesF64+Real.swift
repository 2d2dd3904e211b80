import CIntrinsics

extension LanesF64: RealValue {
    @inlinable @inline(__always)
    public static func fma(_ a: LanesF64, _ b: LanesF64, _ c: LanesF64) -> LanesF64 {
        LanesF64(ci_fma_ci_f64(a.vector, b.vector, c.vector))
    }
    @inlinable @inline(__always)
    public static func reciprocal(_ a: LanesF64) -> LanesF64 { divide(constant(1), a) }
    @inlinable @inline(__always)
    public static func sqrt(_ a: LanesF64) -> LanesF64 { LanesF64(ci_sqrt_ci_f64(a.vector)) }

    @inlinable
    public static func exp(_ a: LanesF64) -> LanesF64 { perLane(a) { .exp($0) } }
    @inlinable
    public static func expm1(_ a: LanesF64) -> LanesF64 { perLane(a) { .expm1($0) } }
    @inlinable
    public static func log(_ a: LanesF64) -> LanesF64 { perLane(a) { .log($0) } }
    @inlinable
    public static func log1p(_ a: LanesF64) -> LanesF64 { perLane(a) { .log1p($0) } }
    @inlinable
    public static func log2(_ a: LanesF64) -> LanesF64 { perLane(a) { .log2($0) } }
    @inlinable
    public static func log10(_ a: LanesF64) -> LanesF64 { perLane(a) { .log10($0) } }
    @inlinable
    public static func sin(_ a: LanesF64) -> LanesF64 { perLane(a) { .sin($0) } }
    @inlinable
    public static func cos(_ a: LanesF64) -> LanesF64 { perLane(a) { .cos($0) } }
    @inlinable
    public static func tan(_ a: LanesF64) -> LanesF64 { perLane(a) { .tan($0) } }
    @inlinable
    public static func asin(_ a: LanesF64) -> LanesF64 { perLane(a) { .asin($0) } }
    @inlinable
    public static func acos(_ a: LanesF64) -> LanesF64 { perLane(a) { .acos($0) } }
    @inlinable
    public static func atan(_ a: LanesF64) -> LanesF64 { perLane(a) { .atan($0) } }
    @inlinable
    public static func sinh(_ a: LanesF64) -> LanesF64 { perLane(a) { .sinh($0) } }
    @inlinable
    public static func cosh(_ a: LanesF64) -> LanesF64 { perLane(a) { .cosh($0) } }
    @inlinable
    public static func tanh(_ a: LanesF64) -> LanesF64 { perLane(a) { .tanh($0) } }
    @inlinable
    public static func sigmoid(_ a: LanesF64) -> LanesF64 { perLane(a) { .sigmoid($0) } }
    @inlinable
    public static func erf(_ a: LanesF64) -> LanesF64 { perLane(a) { .erf($0) } }
}
