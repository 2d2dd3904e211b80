/// How far results are from the truth: the worst so far, in units in the last place.
struct Deviation {
    /// One half where every result was the one nearest to the truth.
    var ulps = 0.0
    var input = Float(0)
    var result = Float(0)
    var truth = 0.0

    /// Takes note of a result.
    ///
    /// The truth comes in double precision, so the measure is exact to some 1e-9.
    @inline(__always)
    mutating func note(_ x: Float, _ y: Float, _ truth: Double) {
        // Nearest, and of the right sign where it is zero.
        if y.bitPattern == Float(truth).bitPattern {
            if ulps == 0 { self = Deviation(ulps: 0.5, input: x, result: y, truth: truth) }
            return
        }
        noteOther(x, y, truth)
    }

    private mutating func noteOther(_ x: Float, _ y: Float, _ truth: Double) {
        if y.isNaN && truth.isNaN { return }
        let distance = Self.distance(y, truth)
        if !(distance <= ulps) {
            self = Deviation(ulps: distance, input: x, result: y, truth: truth)
        }
    }

    /// In units in the last place of the truth as single precision; infinite where one is NaN, where a zero has the wrong
    /// sign, and where an infinity is not the nearest.
    private static func distance(_ y: Float, _ truth: Double) -> Double {
        guard y.isFinite, truth.isFinite else {
            if y.isNaN || truth.isInfinite || y.sign != truth.sign { return .infinity }
            // An overflow that was too early is judged as if the exponents went on.
            return (0x1p128 - truth.magnitude) / 0x1p104
        }
        if y == 0 && truth == 0 { return .infinity }
        let exponent = truth == 0 ? -126 : max(truth.exponent, -126)
        let unit = Double(sign: .plus, exponent: exponent - 23, significand: 1)
        return (Double(y) - truth).magnitude / unit
    }

    /// The worse of two.
    mutating func join(_ other: Deviation) {
        if !(other.ulps <= ulps) { self = other }
    }
}
