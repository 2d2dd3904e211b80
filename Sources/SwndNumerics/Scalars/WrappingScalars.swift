/// The integer nearest to a constant of a body: truncated, saturated, 0 for NaN.
@inlinable @inline(__always)
func saturatingInt32(_ value: Double) -> Int32 {
    guard value > -2147483648.0 else { return value <= -2147483648.0 ? Int32.min : 0 }
    return value >= 2147483647.0 ? Int32.max : Int32(value)
}

/// The integer nearest to a constant of a body: truncated, saturated, 0 for NaN.
@inlinable @inline(__always)
func saturatingInt64(_ value: Double) -> Int64 {
    guard value > -0x1p63 else { return value <= -0x1p63 ? Int64.min : 0 }
    return value >= 0x1p63 ? Int64.max : Int64(value)
}

/// a / b truncated; 0 when b is 0, and the wrapped -min when b is -1.
@inlinable @inline(__always)
func wrappingQuotient<I: FixedWidthInteger>(_ a: I, _ b: I) -> I {
    if b == 0 { return 0 }
    return a.dividedReportingOverflow(by: b).partialValue
}

/// a mod b with the sign of b; 0 when b is 0.
@inlinable @inline(__always)
func wrappingModulo<I: FixedWidthInteger & SignedInteger>(_ a: I, _ b: I) -> I {
    if b == 0 { return 0 }
    let remainder = a.remainderReportingOverflow(dividingBy: b).partialValue
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder &+ b : remainder
}

/// a to the power of b by squaring, modulo the width; negative exponents are exact for the bases 1 and -1
/// and 0 for every other base.
@inlinable
func wrappingPower<I: FixedWidthInteger & SignedInteger>(_ a: I, _ b: I) -> I {
    if b < 0 { return a == 1 ? 1 : a == -1 ? (b & 1 == 0 ? 1 : -1) : 0 }
    var result: I = 1
    var base = a
    var exponent = b
    while exponent != 0 {
        if exponent & 1 != 0 { result = result &* base }
        base = base &* base
        exponent >>= 1
    }
    return result
}
