import Glibc
import SwndGraph

/// Numbers as C++'s library and MXNet 1.9.1 make them of a twister's words.
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

    /// In [0, range): the remainder of two words. As in MXNet a sum beyond 63 bits wraps, and its remainder is then negative.
    mutating func integer(below range: Int64) -> Int64 {
        let high = Int64(next()) << 31
        return (high &+ Int64(next())).remainderReportingOverflow(dividingBy: range).partialValue
    }
}
