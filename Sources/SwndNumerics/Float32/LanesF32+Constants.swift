extension SingleLanes {
    @inlinable @inline(__always)
    public static var log2Parts: (Double, Double) { (0x1.62e4p-1, 0x1.7f7d1cp-20) }
    @inlinable @inline(__always)
    public static var log10Of2Parts: (Double, Double) { (0x1.344p-2, 0x1.3509f8p-18) }
    @inlinable @inline(__always)
    public static var log2OfE: (Double, Double) { (0x1.715476p0, 0x1.4ae0cp-26) }
    @inlinable @inline(__always)
    public static var log10OfE: (Double, Double) { (0x1.bcb7b2p-2, -0x1.5b235ep-27) }
    @inlinable @inline(__always)
    public static var halfPi: (Double, Double, Double) {
        (0x1.921fb6p0, -0x1.777a5cp-25, -0x1.ee59dap-50)
    }
    @inlinable @inline(__always)
    public static var exponentialRange: (Double, Double) { (-104, 89) }
    @inlinable @inline(__always)
    public static var angleLimits: (Double, Double) { (0x1p17, 0x1p-21) }
    @inlinable @inline(__always)
    public static var tanhSaturation: Double { 10 }
    @inlinable @inline(__always)
    public static var tanhPolynomialLimit: Double { 0.85 }
}
