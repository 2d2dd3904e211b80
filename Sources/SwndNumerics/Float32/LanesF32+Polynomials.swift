extension SingleLanes {
    // Relative errors are those of the function that the polynomial is part of, before rounding.

    /// Relative error 2^-31.2.
    @inlinable @inline(__always)
    public static func expTail(_ r: Self) -> Self {
        // Three pairs side by side: exp is as slow as the longest chain of instructions that wait for each other.
        let high = Horner(r, 0x1.6dab12p-13).plus(0x1.6d446ep-10).value
        let middle = Horner(r, 0x1.113664p-7).plus(0x1.5554fp-5).value
        let low = Horner(r, 0x1.55553cp-3).plus(0.5).value
        let square = r * r
        return fma(fma(high, square, middle), square, low)
    }
    /// Relative error 2^-29.4.
    @inlinable @inline(__always)
    public static func logTail(_ f: Self) -> Self {
        let p =
            Horner(f, 0x1.dec13ep-4).plus(-0x1.07db5ap-3).plus(0x1.bb70aap-4).plus(-0x1.f3376ep-4)
            .plus(0x1.24d7bap-3).plus(-0x1.559baep-3).plus(0x1.99985ep-3).plus(-0x1.ffff02p-3)
            .plus(0x1.555556p-2).plus(-0.5).value
        return f * f * p
    }
    /// Relative error 2^-32.5.
    @inlinable @inline(__always)
    public static func sinTail(_ z: Self) -> Self {
        Horner(z, 0x1.7b5876p-19).plus(-0x1.a056a2p-13).plus(0x1.111172p-7).plus(-0x1.555556p-3)
            .value
    }
    /// Relative error 2^-32.7.
    @inlinable @inline(__always)
    public static func cosTail(_ z: Self) -> Self {
        Horner(z, 0x1.99de6ap-16).plus(-0x1.6c0c14p-10).plus(0x1.55554ap-5).value
    }
    /// Relative error 2^-31.7.
    @inlinable @inline(__always)
    public static func asinTail(_ z: Self) -> Self {
        Horner(z, 0x1.34c57p-5).plus(0x1.d522fap-7).plus(0x1.04d2e6p-5).plus(0x1.6ca754p-5)
            .plus(0x1.3338acp-4).plus(0x1.55554cp-3).value
    }
    /// Relative error 2^-31.1.
    @inlinable @inline(__always)
    public static func atanTail(_ z: Self) -> Self {
        Horner(z, 0x1.29687ep-10).plus(-0x1.e6a0ecp-8).plus(0x1.75304p-6).plus(-0x1.7080bap-5)
            .plus(0x1.150ap-4).plus(-0x1.6953bcp-4).plus(0x1.c5117p-4).plus(-0x1.24762p-3)
            .plus(0x1.99981cp-3).plus(-0x1.555552p-2).value
    }
    /// Relative error 2^-31.6.
    @inlinable @inline(__always)
    public static func sinhTail(_ z: Self) -> Self {
        Horner(z, 0x1.756c1ep-19).plus(0x1.a022bcp-13).plus(0x1.1110ep-7).plus(0x1.555556p-3)
            .value
    }
    /// Relative error 2^-30.8.
    @inlinable @inline(__always)
    public static func tanhTail(_ z: Self) -> Self {
        Horner(z, -0x1.0c66f4p-11).plus(0x1.64d5bcp-9).plus(-0x1.133b0ep-7).plus(0x1.63fafcp-6)
            .plus(-0x1.b9e9d6p-5).plus(0x1.111014p-3).plus(-0x1.555552p-2).value
    }
}
