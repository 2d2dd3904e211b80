import Glibc
import SwndNumerics
import Testing

/// Numbers that expose what an operation does with signs, zeros, ties, infinities and NaN.
private let numbers: [Double] = {
    let positive: [Double] = [
        0, 1e-40, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 7, 1e6, 8_388_607.5, 8_388_609, 1e9,
        1e30,
        .infinity,
    ].map { Double(Float($0)) }
    return positive + positive.map { -$0 } + [.nan]
}()

private func same(_ a: Double, _ b: Double) -> Bool {
    a.isNaN || b.isNaN ? a.isNaN && b.isNaN : a == b && a.sign == b.sign
}

/// The operations whose result is the rounded true one: each reading must agree with the oracle.
private enum Binary: String, CaseIterable, Sendable {
    case add, subtract, multiply, divide, modulo, maximum, minimum, select

    @inline(__always)
    func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        switch self {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: V.divide(a, b)
        case .modulo: V.modulo(a, b)
        case .maximum: V.maximum(a, b)
        case .minimum: V.minimum(a, b)
        case .select: V.select(V.Mask.or(a < b, V.Mask.not(a >= b)), a, V.select(a != b, b, -a))
        }
    }
}

private enum Unary: String, CaseIterable, Sendable {
    case negate, abs, sign, floor, ceil, round, roundAway, trunc

    @inline(__always)
    func apply<V: ArithmeticValue>(_ a: V) -> V {
        switch self {
        case .negate: -a
        case .abs: V.abs(a)
        case .sign: V.sign(a)
        case .floor: V.floor(a)
        case .ceil: V.ceil(a)
        case .round: V.round(a)
        case .roundAway: V.roundAway(a)
        case .trunc: V.trunc(a)
        }
    }
}

@Suite struct ArithmeticTests {
    @Test(arguments: Binary.allCases)
    private func binary(_ operation: Binary) {
        for a in numbers {
            for b in numbers {
                let truth = operation.apply(a, b)
                let wide = operation.apply(LanesF64(repeating: a), LanesF64(repeating: b))
                #expect(same(wide[7], truth), "\(a), \(b) -> \(wide[7]), not \(truth)")
                let x = LanesF32(repeating: Float(a))
                let narrow = operation.apply(x, LanesF32(repeating: Float(b)))
                let rounded = Double(Float(truth))
                #expect(same(Double(narrow[15]), rounded), "\(a), \(b) -> \(narrow[15])")
            }
        }
    }

    @Test(arguments: Unary.allCases)
    private func unary(_ operation: Unary) {
        for a in numbers {
            let truth = operation.apply(a)
            #expect(same(operation.apply(LanesF64(repeating: a))[3], truth), "\(a)")
            #expect(same(Double(operation.apply(LanesF32(repeating: Float(a)))[3]), truth), "\(a)")
        }
    }

    @Test func roundingOfTies() {
        let ties: [(Float, even: Float, away: Float)] = [
            (0.5, 0, 1), (1.5, 2, 2), (2.5, 2, 3), (-0.5, -0.0, -1), (-2.5, -2, -3),
            (0.49999997, 0, 0), (8_388_607.5, 8_388_608, 8_388_608),
        ]
        for (x, even, away) in ties {
            #expect(LanesF32.round(LanesF32(repeating: x))[0] == even)
            #expect(LanesF32.roundAway(LanesF32(repeating: x))[0] == away)
        }
    }

    @Test func power() {
        for a in numbers {
            for b in numbers {
                let truth = Glibc.pow(a, b)
                let wide = LanesF64.power(LanesF64(repeating: a), LanesF64(repeating: b))[0]
                #expect(same(wide, truth), "\(a)^\(b) -> \(wide), not \(truth)")
                let narrow = LanesF32.power(
                    LanesF32(repeating: Float(a)), LanesF32(repeating: Float(b)))
                #expect(ulps(narrow[0], truth) <= 0.51, "\(a)^\(b) -> \(narrow[0]), not \(truth)")
            }
        }
    }

    @Test func powerOfRandomNumbers() {
        var random = TestRandom()
        for _ in 0..<(isOptimised ? 20_000 : 500) {
            var a = LanesF32(repeating: 0)
            var b = a
            for lane in 0..<16 {
                a[lane] = Float(Glibc.exp(Double.random(in: -80...80, using: &random)))
                let limit = 90 / Swift.abs(Glibc.log(Double(a[lane])))
                b[lane] = Float(Double.random(in: -limit...limit, using: &random))
            }
            let y = LanesF32.power(a, b)
            for lane in 0..<16 {
                let truth = Glibc.pow(Double(a[lane]), Double(b[lane]))
                #expect(ulps(y[lane], truth) <= 0.51, "\(a[lane])^\(b[lane])")
            }
        }
    }

    @Test func moduloOfRandomNumbers() {
        var random = TestRandom()
        for _ in 0..<(isOptimised ? 20_000 : 500) {
            var a = LanesF32(repeating: 0)
            var b = a
            for lane in 0..<16 {
                a[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
                let divisor =
                    Double(a[lane]) * Glibc.exp(Double.random(in: -20...3, using: &random))
                b[lane] = Float(random.next() % 2 == 0 ? divisor : -divisor)
            }
            let y = LanesF32.modulo(a, b)
            for lane in 0..<16 {
                let truth = Double(Float(Double.modulo(Double(a[lane]), Double(b[lane]))))
                #expect(same(Double(y[lane]), truth), "\(a[lane]) mod \(b[lane]) -> \(y[lane])")
            }
        }
    }

    @Test func fusedMultiplyAdd() {
        var random = TestRandom()
        for _ in 0..<1_000 {
            var x = (LanesF32(repeating: 0), LanesF32(repeating: 0), LanesF32(repeating: 0))
            for lane in 0..<16 {
                x.0[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
                x.1[lane] = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
                let scale = Float(Double.random(in: -2...2, using: &random))
                x.2[lane] = -x.0[lane] * x.1[lane] * scale
            }
            let y = LanesF32.fma(x.0, x.1, x.2)
            for lane in 0..<16 {
                let truth = fmaf(x.0[lane], x.1[lane], x.2[lane])
                #expect(same(Double(y[lane]), Double(truth)))
            }
        }
    }
}

/// A lane's result may not depend on what is in the other lanes of its vector: a slow way that one lane needs
/// is not taken for its neighbours.
@Suite struct LaneIndependenceTests {
    /// a * 2^n has the same bits by one instruction and by two multiplications, denormal and infinite results included.
    @Test func scalesAreRoundedOnce() {
        for n in -151...129 {
            let half = n >> 1
            let (first, second) = (scalbnf(1, Int32(half)), scalbnf(1, Int32(n - half)))
            for a in [Float(0.5), 0.7, 0.99999994, 1, 1.0000001, 1.25, 1.4142135, 1.9999999, .nan] {
                let scaled = LanesF32.scale(
                    .init(repeating: a), by: .init(repeating: Float(n)),
                    .init(repeating: first), .init(repeating: second)
                ).vector[5]
                let expected = scalbnf(a, Int32(n))
                #expect(scaled == expected || a.isNaN && scaled.isNaN, "\(a) * 2^\(n)")
            }
        }
        for n in [-1080, -1075, -1074, -1023, -1022, -1, 0, 1, 1023, 1024, 1025] {
            let half = n >> 1
            let (first, second) = (scalbn(1.0, Int32(half)), scalbn(1.0, Int32(n - half)))
            for a in [0.5, 0.7, 1, 1.0.nextUp, 1.3, 2.0.nextDown] {
                let scaled = LanesF64.scale(
                    .init(repeating: a), by: .init(repeating: Double(n)),
                    .init(repeating: first), .init(repeating: second)
                ).vector[5]
                #expect(scaled == scalbn(a, Int32(n)), "\(a) * 2^\(n)")
            }
        }
    }

    @Test(arguments: RealFunction.allCases)
    func neighbours(_ function: RealFunction) {
        var random = TestRandom()
        for _ in 0..<(isOptimised ? 20_000 : 500) {
            let x = Float(Double.random(in: -3_000...3_000, using: &random))
            var crowd = LanesF32(repeating: .infinity)
            crowd[3] = x
            let alone = function.apply(LanesF32(repeating: x))[3]
            #expect(same(Double(function.apply(crowd)[3]), Double(alone)), "\(x)")
            var wideCrowd = LanesF64(repeating: 1e300)
            wideCrowd[3] = Double(x)
            let wideAlone = function.apply(LanesF64(repeating: Double(x)))[3]
            #expect(same(function.apply(wideCrowd)[3], wideAlone), "\(x)")
        }
    }
}
