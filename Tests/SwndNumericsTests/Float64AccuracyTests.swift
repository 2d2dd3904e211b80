import Glibc
import SwndNumerics
import Testing

#if arch(x86_64)
    /// The truth for double precision: Glibc's functions of 80-bit numbers.
    private func truth(_ function: RealFunction, _ x: Float80) -> Float80 {
        switch function {
        case .sqrt: x.squareRoot()
        case .reciprocal: 1 / x
        case .exp: Glibc.exp(x)
        case .expm1: Glibc.expm1(x)
        case .log: Glibc.log(x)
        case .log1p: Glibc.log1p(x)
        case .log2: Glibc.log2(x)
        case .log10: Glibc.log10(x)
        case .sin: Glibc.sin(x)
        case .cos: Glibc.cos(x)
        case .tan: Glibc.tan(x)
        case .asin: Glibc.asin(x)
        case .acos: Glibc.acos(x)
        case .atan: Glibc.atan(x)
        case .sinh: Glibc.sinh(x)
        case .cosh: Glibc.cosh(x)
        case .tanh: Glibc.tanh(x)
        case .sigmoid: 1 / (1 + Glibc.exp(-x))
        case .erf: Glibc.erf(x)
        case .asinh: Glibc.asinh(x)
        case .acosh: Glibc.acosh(x)
        case .atanh: Glibc.atanh(x)
        case .rsqrt: 1 / x.squareRoot()
        case .cbrt: Glibc.cbrt(x)
        case .rcbrt: 1 / Glibc.cbrt(x)
        case .erfinv: trueErfinv(x)
        case .gamma: trueGamma(x)
        case .logGamma: Glibc.lgamma(x).0
        case .digamma: trueDigamma(x)
        }
    }

    private let specialNumbers: [Double] = {
        var numbers: [Double] = [
            0, .leastNonzeroMagnitude, .leastNormalMagnitude, .leastNormalMagnitude.nextDown,
            0x1p-55,
            0x1p-54, 0x1p-53, 0.34657359, 0.5, 0.625, 2.0 / 3, 0.85, 1, 4.0 / 3, 1.4142135623730951,
            2,
            19.06, 20, 37.43, 39, 708.3964, 709.78271289338397, 710.4758600739439,
            745.13321910194122,
            746, 0.78539816339744828, 1.5707963267948966, 3.1415926535897931, 1e5, 33_554_432, 1e10,
            1e22, .greatestFiniteMagnitude, .infinity, .nan,
        ]
        numbers += numbers.flatMap { [$0.nextUp, $0.nextDown] }
        return numbers + numbers.map { -$0 }
    }()

    /// Numbers of every magnitude, and many where the functions do something.
    private func sample(_ index: Int, _ random: inout TestRandom) -> Double {
        switch index % 5 {
        case 0: Double(bitPattern: random.next())
        case 1: Double.random(in: -1...1, using: &random)
        case 2: Double.random(in: -20...20, using: &random)
        case 3: Double.random(in: -745...745, using: &random)
        default:
            Glibc.exp(Double.random(in: -60...30, using: &random))
                * (random.next() % 2 == 0 ? 1 : -1)
        }
    }

    @Suite struct Float64AccuracyTests {
        @Test(arguments: RealFunction.allCases.filter { $0 != .digamma })
        func specialValues(_ function: RealFunction) {
            for x in specialNumbers {
                let y = function.apply(LanesF64(repeating: x))[0]
                #expect(ulps(y, truth(function, Float80(x))) <= function.budget64, "\(x) -> \(y)")
            }
        }

        @Test(arguments: RealFunction.allCases.filter { $0 != .digamma })
        func samples(_ function: RealFunction) {
            var random = TestRandom()
            var worst = (ulps: 0.0, input: 0.0, result: 0.0)
            for _ in 0..<(isLong ? 20_000_000 : isOptimised ? 20_000 : 500) {
                var x = LanesF64(repeating: 0)
                for lane in 0..<8 { x[lane] = sample(Int(random.next() % 5), &random) }
                let y = function.apply(x)
                for lane in 0..<8 {
                    let distance = ulps(y[lane], truth(function, Float80(x[lane])))
                    if !(distance <= worst.ulps) { worst = (distance, x[lane], y[lane]) }
                }
            }
            #expect(worst.ulps <= function.budget64, "\(worst)")
        }
    }
#endif
