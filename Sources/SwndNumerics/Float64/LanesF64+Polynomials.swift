extension DoubleLanes {
    // Relative errors are those of the function that the polynomial is part of, before rounding.

    /// Relative error 2^-63.3.
    @inlinable @inline(__always)
    public static func expTail(_ r: Self) -> Self {
        Horner(r, 0x1.20a35aaf88792p-29).plus(0x1.af7cfe0d594e2p-26).plus(0x1.27e41d20a1a0cp-22)
            .plus(0x1.71dde5c10202bp-19).plus(0x1.a01a01f99ed3p-16).plus(0x1.a01a01b7e1565p-13)
            .plus(0x1.6c16c16c07b98p-10).plus(0x1.111111110e071p-7).plus(0x1.555555555557p-5)
            .plus(0x1.555555555555ep-3).plus(0.5).value
    }
    /// Relative error 2^-61.7.
    @inlinable @inline(__always)
    public static func logTail(_ f: Self) -> Self {
        // log(1 + f) = 2 atanh s. Written so that f itself, which is exact, stays out of the rounding.
        let s = divide(f, constant(2) + f)
        let z = s * s
        let half = constant(0.5) * f * f
        let p =
            Horner(z, 0x1.1b82406f06058p-3).plus(0x1.0dcb80b02c7fp-3).plus(0x1.3b35c1c8f0137p-3)
            .plus(0x1.745c4ad5bcf58p-3).plus(0x1.c71c748fd22a8p-3).plus(0x1.24924921e43dp-2)
            .plus(0x1.999999999c17ap-2).plus(0x1.555555555554fp-1).value
        return fma(s, fma(z, p, half), -half)
    }
    /// Relative error 2^-63.2.
    @inlinable @inline(__always)
    public static func sinTail(_ z: Self) -> Self {
        Horner(z, -0x1.a120a33b31745p-41).plus(0x1.610bc9e4357c2p-33).plus(-0x1.ae642f16eaf1dp-26)
            .plus(0x1.71de3a355fec3p-19).plus(-0x1.a01a019fff4a5p-13).plus(0x1.111111111106cp-7)
            .plus(-0x1.5555555555555p-3).value
    }
    /// Relative error 2^-63.7.
    @inlinable @inline(__always)
    public static func cosTail(_ z: Self) -> Self {
        Horner(z, -0x1.8f8b731a76295p-37).plus(0x1.1ee9a7a700a66p-29).plus(-0x1.27e4f7a4ebf7cp-22)
            .plus(0x1.a01a019c24ecap-16).plus(-0x1.6c16c16c14bcfp-10).plus(0x1.5555555555549p-5)
            .value
    }
    /// Relative error 2^-59.9.
    @inlinable @inline(__always)
    public static func asinTail(_ z: Self) -> Self {
        Horner(z, 0x1.0b4733b485a33p-5).plus(-0x1.57fefea4b99ffp-6).plus(0x1.639d889be0e01p-6)
            .plus(0x1.e5f1e6df21969p-9).plus(0x1.613cca91f1b92p-7).plus(0x1.75857e85e58bap-7)
            .plus(0x1.ca1f8ecc4acddp-7).plus(0x1.1c49f04e6cc7p-6).plus(0x1.6e8bdee10add1p-6)
            .plus(0x1.f1c71a94ebfa6p-6).plus(0x1.6db6db721278ap-5).plus(0x1.333333332e13p-4)
            .plus(0x1.5555555555577p-3).value
    }
    /// Relative error 2^-62.8.
    @inlinable @inline(__always)
    public static func atanTail(_ z: Self) -> Self {
        Horner(z, 0x1.7eb80c9c54f26p-18).plus(-0x1.2ad849fa977b8p-14).plus(0x1.bc8429ee300e8p-12)
            .plus(-0x1.a4c5a05c6164p-10).plus(0x1.1e56ead6587f4p-8).plus(-0x1.2cf042012aa2p-7)
            .plus(0x1.012e6ab42053p-6).plus(-0x1.756e60b3b81cap-6).plus(0x1.dff5963748ac9p-6)
            .plus(-0x1.1bf4af2bf5c92p-5).plus(0x1.40543ed00b38bp-5).plus(-0x1.61e7a7f3a894dp-5)
            .plus(0x1.8587b331c873ap-5).plus(-0x1.af0bc2d283f7dp-5).plus(0x1.e1dd72e3c45fbp-5)
            .plus(-0x1.1110ce1bd867dp-4).plus(0x1.3b13ab644182ep-4).plus(-0x1.745d16e98eb46p-4)
            .plus(0x1.c71c71c353711p-4).plus(-0x1.24924924864d2p-3).plus(0x1.9999999999731p-3)
            .plus(-0x1.5555555555554p-2).value
    }
    /// Relative error 2^-61.8.
    @inlinable @inline(__always)
    public static func sinhTail(_ z: Self) -> Self {
        Horner(z, 0x1.b5c8baf0d3e8ep-41).plus(0x1.6116f468848ecp-33).plus(0x1.ae646ff546029p-26)
            .plus(0x1.71de3a3b06a16p-19).plus(0x1.a01a01a03726ap-13).plus(0x1.111111111101ep-7)
            .plus(0x1.5555555555556p-3).value
    }
    /// Relative error 2^-64.8.
    @inlinable @inline(__always)
    public static func tanhTail(_ z: Self) -> Self {
        Horner(z, -0x1.1e2f89826f8f2p-19).plus(0x1.7ffe7caf6abe4p-17).plus(-0x1.2ff8fb751e74dp-15)
            .plus(0x1.908e7b1deee2dp-14).plus(-0x1.f4853725c592p-13).plus(0x1.3549be63ed714p-11)
            .plus(-0x1.7da2353a06383p-10).plus(0x1.d6d3bf7839333p-9).plus(-0x1.226e35079bd32p-7)
            .plus(0x1.664f488093171p-6).plus(-0x1.ba1ba1ba13597p-5).plus(0x1.1111111111092p-3)
            .plus(-0x1.5555555555555p-2).value
    }
}
