import Glibc
import SwndGraph

/// Numbers as C++'s library and MXNet 1.9.1 make them of a twister's words, in the precision of each step. That precision, and what is
/// drawn and thrown away, was found by comparing numbers.
extension MersenneTwister {
    /// In [0, 1), from one word.
    mutating func uniform(_: Float.Type) -> Float {
        Swift.min(Float(next()) * 0x1p-32, Float(1).nextDown)
    }

    /// In [0, 1), from two words, the lower one first.
    mutating func uniform(_: Double.Type) -> Double {
        let low = Double(next())
        return Swift.min((low + Double(next()) * 0x1p32) * 0x1p-64, 1.0.nextDown)
    }

    /// Of the standard normal distribution: G. Marsaglia's polar method, of whose two numbers the first is thrown away.
    mutating func normal(_: Float.Type) -> Float {
        while true {
            let x = 2 * uniform(Float.self) - 1
            let y = 2 * uniform(Float.self) - 1
            let square = x * x + y * y
            if square > 1 || square == 0 { continue }
            return y * (-2 * logf(square) / square).squareRoot()
        }
    }

    /// The same in double precision.
    mutating func normal(_: Double.Type) -> Double {
        while true {
            let x = 2 * uniform(Double.self) - 1
            let y = 2 * uniform(Double.self) - 1
            let square = x * x + y * y
            if square > 1 || square == 0 { continue }
            return y * (-2 * log(square) / square).squareRoot()
        }
    }

    /// Of the gamma distribution: Marsaglia and Tsang's method (2000).
    mutating func gamma(shape: Float, scale: Float) -> Float {
        let d = Float(Double(shape) + (shape < 1 ? 2.0 / 3 : -1.0 / 3))
        let k = Float((9 * Double(d)).squareRoot())
        let c = Float(1 / Double(k))
        // A shape that is no number would never end.
        guard shape >= 0, shape.isFinite else { return .nan }
        while true {
            let z = normal(Float.self)
            guard z > -k else { continue }
            let x = Float(1 + Double(c * z))
            let v = x * x * x
            let bound =
                0.5 * Double(z) * Double(z) + Double(d) * (1 - Double(v) + Double(logf(v)))
            guard log(1 - Double(uniform(Float.self))) < bound else { continue }
            let sample = d * v * scale
            guard shape < 1 else { return sample }
            let power = pow(Double(uniform(Float.self)), Double(Float(1 / Double(shape))))
            return Float(Double(sample) * power)
        }
    }

    /// The same in double precision.
    mutating func gamma(shape: Double, scale: Double) -> Double {
        let d = shape + (shape < 1 ? 2.0 / 3 : -1.0 / 3)
        let k = (9 * d).squareRoot()
        guard shape >= 0, shape.isFinite else { return .nan }
        while true {
            let z = normal(Double.self)
            guard z > -k else { continue }
            let x = 1 + 1 / k * z
            let v = x * x * x
            guard log(1 - uniform(Double.self)) < 0.5 * z * z + d * (1 - v + log(v)) else {
                continue
            }
            let sample = d * v * scale
            return shape < 1 ? sample * pow(uniform(Double.self), 1 / shape) : sample
        }
    }

    /// Of the Poisson distribution, in single precision whatever the dtype: uniform numbers are multiplied below a mean of 12, else a
    /// Lorentzian bounds the probabilities (W. H. Press et al., Numerical Recipes in C, section 7.3).
    mutating func poisson(mean: Float) -> Float {
        guard mean >= 0, mean.isFinite else { return .nan }
        if mean < 12 {
            let end = expf(-mean)
            var product = uniform(Float.self)
            var count: Float = 0
            while product > end {
                count += 1
                product *= uniform(Float.self)
            }
            return count
        }
        let width = Float((2 * Double(mean)).squareRoot())
        let logarithm = logf(mean)
        let height = mean * logarithm - Self.logGamma(mean + 1)
        while true {
            let slope = tanf(Float.pi * uniform(Float.self))
            var number = width * slope + mean
            if number < 0 { continue }
            number = number.rounded(.down)
            let ratio = expf(number * logarithm - Self.logGamma(number + 1) - height)
            let bound = Float(0.9 * (1 + Double(slope) * Double(slope)) * Double(ratio))
            // Where means are too large for these logarithms the bound is NaN, and the candidate is taken.
            if !(uniform(Float.self) > bound) { return number }
        }
    }

    private static func logGamma(_ x: Float) -> Float {
        var sign: Int32 = 0
        return lgammaf_r(x, &sign)
    }

    /// In [0, range): the remainder of two words. As in MXNet a sum beyond 63 bits wraps, and its remainder is then negative.
    mutating func integer(below range: Int64) -> Int64 {
        let high = Int64(next()) << 31
        return (high &+ Int64(next())).remainderReportingOverflow(dividingBy: range).partialValue
    }

    /// In [0, count) for at most 2^32: what the words divide evenly, as C++'s uniform_int_distribution had it before 2020.
    mutating func index(below count: UInt64) -> Int {
        guard count < 1 << 32 else { return Int(next()) }
        let scale = UInt64(UInt32.max) / count
        while true {
            let word = UInt64(next())
            if word < count * scale { return Int(word / scale) }
        }
    }
}
