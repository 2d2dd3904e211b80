import Glibc
import SwndNumerics
import Testing

#if arch(x86_64)
    /// Newton's iteration in 80 bits.
    func trueErfinv(_ x: Float80) -> Float80 {
        guard x.magnitude < 1 else { return x.magnitude == 1 ? x * .infinity : .nan }
        guard x.magnitude > 1e-12 else { return x * 0.886226925452758013649 }
        var y = Float80(Double.erfinv(Double(x))).magnitude
        let goal = x.magnitude
        for _ in 0..<3 {
            let excess = goal < 0.5 ? Glibc.erf(y) - goal : (1 - goal) - Glibc.erfc(y)
            y -= excess * 0.886226925452758013649 * Glibc.exp(y * y)
        }
        return x < 0 ? -y : y
    }

    /// Glibc's, with C's infinities at poles replaced as the lanes have them.
    func trueGamma(_ x: Float80) -> Float80 {
        x == -.infinity || (x < 0 && x == x.rounded(.towardZero)) ? .nan : Glibc.tgamma(x)
    }

    /// The recurrence up to 60, and ten terms of the asymptotic series.
    func trueDigamma(_ x: Float80) -> Float80 {
        guard x != 0, x == x else { return -1 / x }
        if x < 0 {
            if x == x.rounded(.down) { return .nan }
            let rest = Float80.pi * (x - x.rounded(.toNearestOrEven))
            return trueDigamma(1 - x) - Float80.pi * Glibc.cos(rest) / Glibc.sin(rest)
        }
        var y = x
        var sum: Float80 = 0
        while y < 60 {
            sum += 1 / y
            y += 1
        }
        let numbers: [Float80] = [
            1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12,
        ]
        let z = 1 / (y * y)
        let series = numbers.reversed().reduce(0) { ($0 + $1) * z }
        return Glibc.log(y) - 0.5 / y - series - sum
    }

    /// `digamma` has zeros; near them its error is small beside the terms that it is a sum of.
    @Suite struct DigammaTests {
        @Test func isExactBesideItsTerms() {
            var random = TestRandom()
            for _ in 0..<(isOptimised ? 40_000 : 1_000) {
                let x = Double.random(in: -30...60, using: &random)
                for y in [LanesF64.digamma(LanesF64(repeating: x))[0], Double.digamma(x)] {
                    let truth = trueDigamma(Float80(x))
                    let size = max(truth.magnitude, 4)
                    #expect((Float80(y) - truth).magnitude < 1.6e-15 * size, "\(x): \(y)")
                }
            }
        }

        @Test func specialValues() {
            let known: [(x: Double, y: Double)] = [
                (0, -.infinity), (-0.0, .infinity), (0x1p-1074, -.infinity),
                (-0x1p-1074, .infinity),
                (-1, .nan), (-1e300, .nan), (-.infinity, .nan), (.infinity, .infinity),
                (.nan, .nan),
                (0x1p-1000, -0x1p1000), (-0x1p-1000, 0x1p1000),
            ]
            for (x, y) in known {
                for result in [LanesF64.digamma(LanesF64(repeating: x))[5], Double.digamma(x)] {
                    #expect(result == y || (result.isNaN && y.isNaN), "\(x) -> \(result)")
                }
            }
        }
    }
#endif

@Suite struct PolygammaTests {
    /// Values of the series itself: M. Abramowitz and I. Stegun, 6.4.2 and 6.4.4, and zeta(3), zeta(5).
    @Test func knownValues() {
        let pi = Double.pi
        let known: [(order: Double, x: Double, value: Double)] = [
            (1, 1, pi * pi / 6), (1, 0.5, pi * pi / 2), (1, 2, pi * pi / 6 - 1),
            (2, 1, -2.404113806319188570799), (2, 0.5, -14 * 1.202056903159594285400),
            (3, 1, pi * pi * pi * pi / 15), (3, 0.5, pi * pi * pi * pi),
            (4, 1, -24 * 1.036927755143369926331), (1, -0.5, pi * pi / 2 + 4),
            (2, -0.5, -14 * 1.202056903159594285400 + 16),
        ]
        for (order, x, value) in known {
            let result = Double.polygamma(order, x)
            #expect((result - value).magnitude < 1e-14 * value.magnitude, "\(order), \(x)")
            let lanes = LanesF64.polygamma(.init(repeating: order), .init(repeating: x))[3]
            #expect((lanes - value).magnitude < 1e-14 * value.magnitude, "\(order), \(x)")
        }
    }

    /// The lanes have a way of their own for negative numbers.
    @Test func lanesAgreeWithScalars() {
        var numbers: [Double] = [0, -0.0, -1, -2, -30, .infinity, -.infinity, .nan, 1e-12, -1e-12]
        for step in 1..<60 { numbers += [0.37 * Double(step), -0.37 * Double(step)] }
        for order in [1.0, 2, 3, 4, 9, 20, 0, -1, 1.5, 1000, .nan] {
            for start in stride(from: 0, to: numbers.count - 7, by: 8) {
                var given = LanesF64(repeating: 0)
                for lane in 0..<8 { given[lane] = numbers[start + lane] }
                let results = LanesF64.polygamma(.init(repeating: order), given)
                for lane in 0..<8 {
                    let wanted = Double.polygamma(order, given[lane])
                    let result = results[lane]
                    let isNear =
                        (result - wanted).magnitude <= 1e-13 * wanted.magnitude
                        || (result == wanted && result.sign == wanted.sign)
                        || (result.isNaN && wanted.isNaN)
                    #expect(isNear, "\(order), \(given[lane]): \(result), not \(wanted)")
                }
            }
        }
    }

    /// Each order is the derivative of the one before.
    @Test func derivatives() {
        for x in [-3.7, -2.2, -0.4, 0.3, 1.5, 4.0, 17.5, 100.0] {
            let h = 1e-4
            func slope(_ f: (Double) -> Double) -> Double {
                (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)
            }
            for order in 0...5 {
                let next = Double.polygamma(Double(order + 1), x)
                let difference = slope {
                    order == 0 ? .digamma($0) : .polygamma(Double(order), $0)
                }
                #expect(
                    (next - difference).magnitude < 1e-7 * max(1, next.magnitude), "\(order), \(x)")
            }
        }
    }

    @Test func poles() {
        #expect(Double.polygamma(1, 0) == .infinity)
        #expect(Double.polygamma(1, -2) == .infinity)
        #expect(Double.polygamma(2, 0) == -.infinity)
        #expect(Double.polygamma(2, -0.0) == .infinity)
        #expect(Double.polygamma(2, -3).isNaN)
        #expect(Double.polygamma(1, .nan).isNaN)
        #expect(Double.polygamma(1, -.infinity).isNaN)
        #expect(Double.polygamma(1, .infinity) == 0)
    }
}

@Suite struct HypotTests {
    @Test func randomNumbers() {
        var random = TestRandom()
        for _ in 0..<(isOptimised ? 20_000 : 500) {
            var (a, b) = (LanesF32(repeating: 0), LanesF32(repeating: 0))
            for lane in 0..<16 {
                a[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
                let other = Double(a[lane]) * Glibc.exp(Double.random(in: -9...9, using: &random))
                b[lane] =
                    lane < 4
                    ? Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) : Float(other)
            }
            let y = LanesF32.hypot(a, b)
            for lane in 0..<16 {
                let truth = Glibc.hypot(Double(a[lane]), Double(b[lane]))
                #expect(ulps(y[lane], truth) <= 0.51, "\(a[lane]), \(b[lane]) -> \(y[lane])")
            }
        }
    }

    #if arch(x86_64)
        @Test func doublePrecision() {
            var random = TestRandom()
            for _ in 0..<(isOptimised ? 40_000 : 500) {
                let a = Double(bitPattern: random.next())
                let b = a * Glibc.exp(Double.random(in: -20...20, using: &random))
                let y = LanesF64.hypot(.init(repeating: a), .init(repeating: b))[2]
                let truth = Glibc.hypot(Float80(a), Float80(b))
                #expect(ulps(y, truth) <= 1.1, "\(a), \(b) -> \(y), not \(truth)")
            }
        }
    #endif

    @Test func specialValues() {
        let numbers = [0, -0.0, 1, -3, .infinity, -.infinity, .nan, 0x1p-1074, 1e300]
        for a in numbers {
            for b in numbers {
                let truth = Glibc.hypot(a, b)
                let wide = LanesF64.hypot(.init(repeating: a), .init(repeating: b))[0]
                #expect(wide == truth || (wide.isNaN && truth.isNaN), "\(a), \(b) -> \(wide)")
                let narrow = LanesF32.hypot(.init(repeating: Float(a)), .init(repeating: Float(b)))[
                    0]
                let rounded = Float(Glibc.hypot(Double(Float(a)), Double(Float(b))))
                #expect(narrow == rounded || (narrow.isNaN && rounded.isNaN), "\(a), \(b)")
            }
        }
    }
}
