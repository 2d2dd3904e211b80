import SwndNumerics

/// Gamma variates: G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
enum GammaVariate {
    /// Candidates are accepted with a probability above 0.95; that all of so many are rejected does not happen.
    private static let mostAttempts = 64

    /// Numbers of the gamma distribution with a shape and scale 1; NaN where the shape is not positive.
    @inline(__always)
    static func standard<W: ElementWords>(
        shape: W.L, _ words: W, for purpose: WordPurpose
    ) -> W.L {
        typealias L = W.L
        let one = L.constant(1)
        let isSmall = shape < one
        // Below 1: a variate of shape + 1 times U to the power of 1 / shape, as the paper has it in section 6.
        let raised = L.select(isSmall, shape + one, shape)
        let d = raised - .constant(1.0 / 3)
        let c = L.divide(.constant(1.0 / 3), L.sqrt(d))
        let hasNumbers = L.Mask.and(shape > .constant(0), shape < .constant(.infinity))
        let found = L.repeating(
            LoopNumbers(d), while: hasNumbers, turns: 1..<mostAttempts + 1
        ) { attempt, now, isOpen in
            let block = words.block(attempt, for: purpose)
            let x = block.normal
            let y = c * x
            let t = one + y
            // x^2 / 2 + d - d v + d log v with v = (1 + y)^3, in terms of what is small where d is large.
            let square = y * y
            let rest = .constant(3) * (L.log1p(y) - y) - square * (.constant(3) + y)
            let bound = L.fma(d, rest, .constant(0.5) * x * x)
            let isIn = L.Mask.and(t > .constant(0), L.log(block.fourth) < bound)
            var next = now
            next.result = L.select(.and(isOpen, isIn), d * (t * t * t), now.result)
            return (next, .and(isOpen, .not(isIn)))
        }
        let result = L.replacing(found.result, where: isSmall) {
            let u = words.block(L.turn(0), for: purpose).unit
            return found.result * L.exp(L.divide(L.log(one - u), shape))
        }
        return L.select(shape > .constant(0), result, .constant(.nan))
    }
}
