extension DoubleLanes {
    @inlinable @inline(__always)
    public static var log2Parts: (Double, Double) { (0x1.62e42fefa4p-1, -0x1.8432a1b0e2634p-43) }
    @inlinable @inline(__always)
    public static var log10Of2Parts: (Double, Double) {
        (0x1.34413509f8p-2, -0x1.80433b83b532ap-44)
    }
    @inlinable @inline(__always)
    public static var log2OfE: (Double, Double) { (0x1.71547652b82fep0, 0x1.777d0ffda0d24p-56) }
    @inlinable @inline(__always)
    public static var log10OfE: (Double, Double) { (0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57) }
    @inlinable @inline(__always)
    public static var halfPi: (Double, Double, Double) {
        (0x1.921fb54442d18p0, 0x1.1a62633145c07p-54, -0x1.f1976b7ed8fbcp-110)
    }
    @inlinable @inline(__always)
    public static var exponentialRange: (Double, Double) { (-746, 710) }
    @inlinable @inline(__always)
    public static var angleLimits: (Double, Double) { (0x1p25, 0x1p-50) }
    @inlinable @inline(__always)
    public static var tanhSaturation: Double { 20 }
    @inlinable @inline(__always)
    public static var tanhPolynomialLimit: Double { 0.625 }
}
