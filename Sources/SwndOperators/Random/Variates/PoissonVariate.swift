import SwndNumerics

/// Poisson variates: by inversion where the mean is below 10, else by W. Hörmann, "The transformed rejection method for generating
/// Poisson random variables", Insurance: Mathematics and Economics 12 (1993), algorithm PTRS.
enum PoissonVariate {
    /// Two of three candidates are accepted at least; that all of so many are rejected does not happen.
    private static let mostAttempts = 128
    /// Means below 10 have no number beyond this whose probability is not far below that of the last of 53 bits.
    private static let mostSmall = 128.0

    /// Numbers of the Poisson distribution. Infinity where the mean is infinite, NaN where it is negative or NaN.
    @inline(__always)
    static func standard(
        mean: LanesF64, _ words: ElementWords, for purpose: ElementWords.Purpose
    ) -> LanesF64 {
        let isSmall = mean < .constant(10)
        let isLarge = LanesF64.Mask.and(.not(isSmall), mean < .constant(.infinity))
        var result = mean
        if isSmall.any { result = LanesF64.select(isSmall, small(mean, words, purpose), result) }
        if isLarge.any {
            result = LanesF64.select(isLarge, large(mean, isLarge, words, purpose), result)
        }
        return LanesF64.select(mean < .constant(0), .constant(.nan), result)
    }

    /// The first number up to which the probabilities add up to more than a uniform one.
    @inline(__always)
    private static func small(
        _ mean: LanesF64, _ words: ElementWords, _ purpose: ElementWords.Purpose
    ) -> LanesF64 {
        let u = words.block(0, for: purpose).unit
        var probability = LanesF64.exp(-mean)
        var sum = probability
        var result = LanesF64.constant(0)
        // Other lanes have nothing to look for.
        var isOpen = LanesF64.Mask.and(sum <= u, mean < .constant(10))
        var number = 1.0
        while isOpen.any, number < mostSmall {
            result = LanesF64.select(isOpen, .constant(number), result)
            probability = LanesF64.divide(probability * mean, .constant(number))
            sum = sum + probability
            isOpen = .and(isOpen, sum <= u)
            number += 1
        }
        return result
    }

    /// Algorithm PTRS; the names are the paper's.
    @inline(__always)
    private static func large(
        _ mean: LanesF64, _ wanted: LanesF64.Mask, _ words: ElementWords,
        _ purpose: ElementWords.Purpose
    ) -> LanesF64 {
        let b = LanesF64.fma(.constant(2.53), LanesF64.sqrt(mean), .constant(0.931))
        let a = LanesF64.fma(.constant(0.02483), b, .constant(-0.059))
        let inverseAlpha =
            .constant(1.1239) + LanesF64.divide(.constant(1.1328), b - .constant(3.4))
        let vr = .constant(0.9277) - LanesF64.divide(.constant(3.6224), b - .constant(2))
        var result = LanesF64.floor(mean)
        var isOpen = wanted
        var attempt = 0
        while isOpen.any, attempt < mostAttempts {
            let block = words.block(attempt, for: purpose)
            let (u, v) = (block.unit - .constant(0.5), block.third)
            let us = .constant(0.5) - LanesF64.abs(u)
            let slope = LanesF64.divide(a + a, us) + b
            let k = LanesF64.floor(LanesF64.fma(slope, u, mean + .constant(0.43)))
            var isIn = LanesF64.Mask.and(us >= .constant(0.07), v <= vr)
            if LanesF64.Mask.and(isOpen, .not(isIn)).any {
                let height = LanesF64.divide(a, us * us) + b
                let bound = logProbability(k, mean)
                let isBelow = LanesF64.log(LanesF64.divide(v * inverseAlpha, height)) <= bound
                isIn = .or(isIn, .and(k >= .constant(0), isBelow))
            }
            result = LanesF64.select(.and(isOpen, isIn), k, result)
            isOpen = .and(isOpen, .not(isIn))
            attempt += 1
        }
        return result
    }

    /// The logarithm of a probability, mean at least 10. C. Loader's saddle point expansion (2000): nothing cancels for large means.
    @inline(__always)
    private static func logProbability(_ k: LanesF64, _ mean: LanesF64) -> LanesF64 {
        let one = LanesF64.constant(1)
        let t = LanesF64.divide(k - mean, mean)
        let deviance = mean * ((one + t) * LanesF64.log1p(t) - t)
        let saddle =
            -deviance - .constant(0.5) * LanesF64.log(.constant(2 * Double.pi) * k)
            - stirlingError(k)
        let isFew = k < .constant(16)
        guard isFew.any else { return saddle }
        // log k! from that of (k + 16)!, where Stirling's series is exact enough.
        var product = one
        for step in 1...16 { product = product * (k + .constant(Double(step))) }
        let n = k + .constant(16)
        let factorial =
            n * LanesF64.log(n) - n + .constant(0.5) * LanesF64.log(.constant(2 * Double.pi) * n)
            + stirlingError(n) - LanesF64.log(product)
        return LanesF64.select(isFew, k * LanesF64.log(mean) - mean - factorial, saddle)
    }

    /// log n! less Stirling's approximation, for n from 16 on.
    @inline(__always)
    private static func stirlingError(_ n: LanesF64) -> LanesF64 {
        let z = LanesF64.reciprocal(n)
        let square = z * z
        var sum = LanesF64.fma(.constant(-1.0 / 1680), square, .constant(1.0 / 1260))
        sum = LanesF64.fma(sum, square, .constant(-1.0 / 360))
        sum = LanesF64.fma(sum, square, .constant(1.0 / 12))
        return sum * z
    }
}
