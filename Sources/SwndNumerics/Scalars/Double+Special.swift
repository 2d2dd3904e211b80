import Glibc

// Functions that Glibc lacks, by ways that share nothing with those of the lanes in single precision.
extension Double {
    /// The inverse of the error function.
    public static func erfinv(_ a: Double) -> Double {
        let x = a.magnitude
        guard x < 1 else { return x == 1 ? Glibc.copysign(.infinity, a) : .nan }
        guard x > 1e-8 else { return a * halfRootOfPi }
        let y = inverseOfErf(x) { x, y in
            x < 0.5 ? Glibc.erf(y) - x : (1 - x) - Glibc.erfc(y)
        }
        return Glibc.copysign(y, a)
    }

    /// The derivative of the logarithm of the gamma function.
    public static func digamma(_ a: Double) -> Double {
        guard a != 0, a == a else { return -1 / a }
        guard a > 0 else {
            return a == a.rounded(.down) ? .nan : digamma(1 - a) - .pi / tangentOfTurn(a)
        }
        // The recurrence up to where the asymptotic series (M. Abramowitz and I. Stegun, 6.3.18) is exact.
        var y = a
        var sum = 0.0
        while y < 20 {
            sum += 1 / y
            y += 1
        }
        let z = 1 / (y * y)
        let series = bernoulliSum(z) { $0 / Double(2 * $1) }
        return Glibc.log(y) - 0.5 / y - series - sum
    }

    /// The derivative of `digamma` of an order, which is a whole number from 1 on.
    public static func polygamma(_ order: Double, _ a: Double) -> Double {
        guard order >= 1, order == order.rounded(.down), order < 1000 else { return .nan }
        let isOdd = order.truncatingRemainder(dividingBy: 2) == 1
        guard a > 0 else { return reflectedPolygamma(Int(order), isOdd, a) }
        guard a < .infinity else { return isOdd ? 0 : -0.0 }
        // The sum of (a + k)^(-order - 1) over all k (Abramowitz and Stegun, 6.4.10): its first terms, and what the formula of
        // Euler and Maclaurin gives for the others.
        var y = a
        var sum = 0.0
        while y < 20 + order {
            sum += Glibc.pow(y, -order - 1)
            y += 1
        }
        let z = 1 / (y * y)
        var rising = order + 1
        let series = bernoulliSum(z) { number, j in
            if j > 1 {
                let k = Double(2 * j)
                rising *= (order + k - 2) * (order + k - 1) / ((k - 1) * k)
            } else {
                rising /= 2
            }
            return number * rising
        }
        sum += Glibc.pow(y, -order - 1) * (y / order + 0.5 + series * y)
        let result = Glibc.tgamma(order + 1) * sum
        return isOdd ? result : -result
    }

    /// The sum of f(B(2j), j) z^j over the Bernoulli numbers B(2) to B(20).
    private static func bernoulliSum(_ z: Double, _ term: (Double, Int) -> Double) -> Double {
        let numbers: InlineArray<10, Double> = [
            1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6,
            -3617.0 / 510,
            43867.0 / 798, -174611.0 / 330,
        ]
        var power = 1.0
        var sum = 0.0
        for j in 1...10 {
            power *= z
            sum += term(numbers[j - 1], j) * power
        }
        return sum
    }

    /// tan(pi a), exact where that is zero or infinite.
    private static func tangentOfTurn(_ a: Double) -> Double {
        let rest = a - a.rounded(.toNearestOrEven)
        guard rest.magnitude < 0.5 else { return .infinity }
        return Glibc.sin(.pi * rest) / Glibc.cos(.pi * rest)
    }

    /// For numbers that are not positive: the derivative of the reflection formula of `digamma`.
    private static func reflectedPolygamma(_ order: Int, _ isOdd: Bool, _ a: Double) -> Double {
        if a != a || a == -.infinity { return .nan }
        if a == a.rounded(.down) {
            // Odd orders have the same sign on both sides of a pole.
            if isOdd { return .infinity }
            return a == 0 ? Glibc.copysign(.infinity, -a) : .nan
        }
        let mirrored = polygamma(Double(order), 1 - a)
        // Each derivative of a polynomial in c = cot(pi a) is another one: c' = -pi (1 + c^2).
        let c = 1 / tangentOfTurn(a)
        var polynomial = [0.0, 1.0]
        for _ in 0..<order {
            var next = [Double](repeating: 0, count: polynomial.count + 1)
            for power in 1..<polynomial.count {
                let slope = -.pi * Double(power) * polynomial[power]
                next[power - 1] += slope
                next[power + 1] += slope
            }
            polynomial = next
        }
        let derivative = polynomial.reversed().reduce(0) { $0 * c + $1 }
        return (isOdd ? -mirrored : mirrored) - .pi * derivative
    }
}

extension RealValue {
    /// Half the root of pi: the slope of erfinv at zero.
    static var halfRootOfPi: Double { 0.886226925452758013649 }

    /// The inverse of the error function between 0 and 1, by Halley's iteration in double precision.
    ///
    /// - Parameter excess: erf y - x. Near 1 there is more to 1 - x than to x.
    @inline(__always)
    static func inverseOfErf(_ x: Self, _ excess: (_ x: Self, _ y: Self) -> Self) -> Self {
        let one = constant(1)
        // S. Winitzki, A handy approximation for the error function and its inverse, 2008: off by 2e-3 at most.
        let half = log((one - x) * (one + x)) * constant(0.5)
        let t = constant(2 / (0.147 * Double.pi)) + half
        var y = sqrt(sqrt(t * t - divide(half, constant(0.147)) * constant(2)) - t)
        for _ in 0..<3 {
            let step = excess(x, y) * constant(halfRootOfPi) * exp(y * y)
            y = y - divide(step, one + y * step)
        }
        return y
    }
}
