import SwndNumerics

/// Poisson variates: by inversion where the mean is below 10, else by W. Hörmann, "The transformed rejection method for generating
/// Poisson random variables", Insurance: Mathematics and Economics 12 (1993), algorithm PTRS.
enum PoissonVariate {
    /// Two of three candidates are accepted at least; that all of so many are rejected does not happen.
    private static let mostAttempts = 128
    /// Means below 10 have no number beyond this whose probability is not far below that of the last of 53 bits.
    private static let mostSmall = 128

    /// Numbers of the Poisson distribution. Infinity where the mean is infinite, NaN where it is negative or NaN.
    @inline(__always)
    static func standard<W: ElementWords>(
        mean: W.L, _ words: W, for purpose: WordPurpose
    ) -> W.L {
        typealias L = W.L
        let isSmall = mean < .constant(10)
        let isLarge = L.Mask.and(.not(isSmall), mean < .constant(.infinity))
        var result = mean
        result = L.replacing(result, where: isSmall) { small(mean, words, purpose) }
        result = L.replacing(result, where: isLarge) { large(mean, isLarge, words, purpose) }
        return L.select(mean < .constant(0), .constant(.nan), result)
    }

    /// The first number up to which the probabilities add up to more than a uniform one.
    @inline(__always)
    private static func small<W: ElementWords>(
        _ mean: W.L, _ words: W, _ purpose: WordPurpose
    ) -> W.L {
        typealias L = W.L
        let u = words.block(L.turn(0), for: purpose).unit
        let none = L.exp(-mean)
        // Beside the number: its probability, and the sum of all so far. Other lanes have nothing to look for.
        return L.repeating(
            LoopNumbers(.constant(0), none, none),
            while: .and(none <= u, mean < .constant(10)), turns: 1..<mostSmall
        ) { turn, now, isOpen in
            let number = L.number(of: turn)
            let probability = L.divide(now.first * mean, number)
            let sum = now.second + probability
            let result = L.select(isOpen, number, now.result)
            return (LoopNumbers(result, probability, sum), .and(isOpen, sum <= u))
        }.result
    }

    /// Algorithm PTRS; the names are the paper's.
    @inline(__always)
    private static func large<W: ElementWords>(
        _ mean: W.L, _ wanted: W.L.Mask, _ words: W, _ purpose: WordPurpose
    ) -> W.L {
        typealias L = W.L
        let b = L.fma(.constant(2.53), L.sqrt(mean), .constant(0.931))
        let a = L.fma(.constant(0.02483), b, .constant(-0.059))
        let inverseAlpha =
            .constant(1.1239) + L.divide(.constant(1.1328), b - .constant(3.4))
        let vr = .constant(0.9277) - L.divide(.constant(3.6224), b - .constant(2))
        return L.repeating(
            LoopNumbers(L.floor(mean)), while: wanted, turns: 0..<mostAttempts
        ) { attempt, now, isOpen in
            let block = words.block(attempt, for: purpose)
            let (u, v) = (block.unit - .constant(0.5), block.third)
            let us = .constant(0.5) - L.abs(u)
            let slope = L.divide(a + a, us) + b
            let k = L.floor(L.fma(slope, u, mean + .constant(0.43)))
            var isIn = L.Mask.and(us >= .constant(0.07), v <= vr)
            if L.Mask.and(isOpen, .not(isIn)).any {
                let height = L.divide(a, us * us) + b
                let bound = logProbability(k, mean)
                let isBelow = L.log(L.divide(v * inverseAlpha, height)) <= bound
                isIn = .or(isIn, .and(k >= .constant(0), isBelow))
            }
            var next = now
            next.result = L.select(.and(isOpen, isIn), k, now.result)
            return (next, .and(isOpen, .not(isIn)))
        }.result
    }

    /// The logarithm of a probability, mean at least 10. C. Loader's saddle point expansion (2000): nothing cancels for large means.
    @inline(__always)
    private static func logProbability<L: DoubleLanes>(_ k: L, _ mean: L) -> L {
        let one = L.constant(1)
        let t = L.divide(k - mean, mean)
        let deviance = mean * ((one + t) * L.log1p(t) - t)
        let saddle =
            -deviance - .constant(0.5) * L.log(.constant(2 * Double.pi) * k)
            - stirlingError(k)
        let isFew = k < .constant(16)
        return L.replacing(saddle, where: isFew) {
            // log k! from that of (k + 16)!, where Stirling's series is exact enough.
            var product = one
            for step in 1...16 { product = product * (k + .constant(Double(step))) }
            let n = k + .constant(16)
            let factorial =
                n * L.log(n) - n + .constant(0.5) * L.log(.constant(2 * Double.pi) * n)
                + stirlingError(n) - L.log(product)
            return k * L.log(mean) - mean - factorial
        }
    }

    /// log n! less Stirling's approximation, for n from 16 on.
    @inline(__always)
    private static func stirlingError<L: DoubleLanes>(_ n: L) -> L {
        let z = L.reciprocal(n)
        let square = z * z
        var sum = L.fma(.constant(-1.0 / 1680), square, .constant(1.0 / 1260))
        sum = L.fma(sum, square, .constant(-1.0 / 360))
        sum = L.fma(sum, square, .constant(1.0 / 12))
        return sum * z
    }
}
