import SwndNumerics

/// Gamma variates: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
enum GammaVariate {
    /// Candidates are accepted with a probability above 0.95; that all of so many are rejected does not happen.
    private static let mostAttempts = 64

    /// Numbers of the gamma distribution with a shape and scale 1; NaN where the shape is not positive.
    @inline(__always)
    static func standard(
        shape: LanesF64, _ words: ElementWords, for purpose: ElementWords.Purpose
    ) -> LanesF64 {
        let one = LanesF64.constant(1)
        let isSmall = shape < one
        // Below 1: a variate of shape + 1 times U to the power of 1 / shape, as the paper has it in section 6.
        let raised = LanesF64.select(isSmall, shape + one, shape)
        let d = raised - .constant(1.0 / 3)
        let c = LanesF64.divide(.constant(1.0 / 3), LanesF64.sqrt(d))
        var result = d
        var isOpen = LanesF64.Mask.and(shape > .constant(0), shape < .constant(.infinity))
        var attempt = 1
        while isOpen.any, attempt <= mostAttempts {
            let block = words.block(attempt, for: purpose)
            let x = block.normal
            let y = c * x
            let t = one + y
            // x^2 / 2 + d - d v + d log v with v = (1 + y)^3, in terms of what is small where d is large.
            let square = y * y
            let rest = .constant(3) * (LanesF64.log1p(y) - y) - square * (.constant(3) + y)
            let bound = LanesF64.fma(d, rest, .constant(0.5) * x * x)
            let isIn = LanesF64.Mask.and(
                t > .constant(0), LanesF64.log(block.fourth) < bound)
            let isChosen = LanesF64.Mask.and(isOpen, isIn)
            result = LanesF64.select(isChosen, d * (t * t * t), result)
            isOpen = .and(isOpen, .not(isIn))
            attempt += 1
        }
        if isSmall.any {
            let u = words.block(0, for: purpose).unit
            let power = LanesF64.exp(LanesF64.divide(LanesF64.log(one - u), shape))
            result = LanesF64.select(isSmall, result * power, result)
        }
        return LanesF64.select(shape > .constant(0), result, .constant(.nan))
    }
}
