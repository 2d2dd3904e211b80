import Glibc

/// The distance of a single-precision result from the truth, in units of the truth's last place.
/// Infinite where one is NaN and the other is not, and where a zero has the wrong sign.
func ulps(_ result: Float, _ truth: Double) -> Double {
    if truth.isNaN || result.isNaN { return truth.isNaN && result.isNaN ? 0 : .infinity }
    if truth == 0 && result == 0 { return truth.sign == result.sign ? 0 : .infinity }
    let rounded = Float(truth)
    if rounded.isInfinite && result == rounded { return 0 }
    // A wrong overflow is judged as if the exponents went on.
    if truth.isInfinite { return .infinity }
    let reached = result.isInfinite ? copysign(0x1p128, Double(result)) : Double(result)
    let exponent = truth == 0 ? -126 : max(Int(truth.exponent), -126)
    return (reached - truth).magnitude / scalbn(1, Int32(exponent - 23))
}

#if arch(x86_64)
    /// The distance of a double-precision result from the truth, in units of the truth's last place.
    func ulps(_ result: Double, _ truth: Float80) -> Double {
        if truth.isNaN || result.isNaN { return truth.isNaN && result.isNaN ? 0 : .infinity }
        if truth == 0 && result == 0 { return truth.sign == result.sign ? 0 : .infinity }
        let rounded = Double(truth)
        if rounded.isInfinite || result.isInfinite { return rounded == result ? 0 : .infinity }
        let exponent = truth == 0 ? -1022 : max(Int(truth.exponent), -1022)
        let unit = Float80(sign: .plus, exponent: exponent - 52, significand: 1)
        return Double((Float80(result) - truth).magnitude / unit)
    }
#endif

/// Whether the tests go over everything (`SWND_LONG=1`) instead of samples.
let isLong: Bool = {
    guard let value = getenv("SWND_LONG") else { return false }
    return strcmp(value, "1") == 0
}()

/// Without optimisation a lane operation is a thousand times slower: take fewer samples.
let isOptimised: Bool = {
    var debug = false
    func note() -> Bool {
        debug = true
        return true
    }
    assert(note())
    return !debug
}()

/// A small generator (xorshift): the same numbers in each run.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64 = 88_172_645_463_325_252
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
