import SwndNumerics
import Testing

private let edges32: [Int32] = [
    .min, .min + 1, -65_536, -1_000, -7, -3, -2, -1, 0, 1, 2, 3, 7, 31, 32, 46_341, 65_536,
    .max - 1, .max,
]
private let edges64: [Int64] = edges32.map(Int64.init) + [.min, .min + 1, .max - 1, .max, 1 << 53]

/// C's quotient and Python's remainder, by way of a width that cannot overflow.
private func quotient(_ a: Int64, _ b: Int64) -> Int64 {
    b == 0 ? 0 : Int64(truncatingIfNeeded: Int128(a) / Int128(b))
}
private func modulo(_ a: Int64, _ b: Int64) -> Int64 {
    if b == 0 { return 0 }
    let remainder = Int128(a) % Int128(b)
    return Int64(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + Int128(b) : remainder)
}
private func power(_ a: Int64, _ b: Int64) -> Int64 {
    if b < 0 { return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0 }
    // Exponents that are large make the repeated product long; squaring modulo 2^64 is what is tested.
    var result: Int64 = 1
    for bit in stride(from: 62, through: 0, by: -1) {
        result = result &* result
        if b >> Int64(bit) & 1 == 1 { result = result &* a }
    }
    return result
}

@Suite struct IntegerTests {
    @Test func int32() {
        for a in edges32 {
            for b in edges32 {
                let x = LanesI32(repeating: a)
                let y = LanesI32(repeating: b)
                let wide = (Int64(a), Int64(b))
                #expect((x + y)[5] == a &+ b)
                #expect((x - y)[5] == a &- b)
                #expect((x * y)[5] == a &* b)
                #expect((-x)[5] == 0 &- a)
                #expect(
                    LanesI32.divide(x, y)[5] == Int32(truncatingIfNeeded: quotient(wide.0, wide.1)))
                #expect(LanesI32.modulo(x, y)[5] == Int32(modulo(wide.0, wide.1)))
                #expect(LanesI32.power(x, y)[5] == Int32(truncatingIfNeeded: power(wide.0, wide.1)))
                #expect(LanesI32.maximum(x, y)[5] == max(a, b))
                #expect(LanesI32.minimum(x, y)[5] == min(a, b))
                #expect(LanesI32.select(x < y, x, y)[5] == (a < b ? a : b))
            }
            #expect(LanesI32.abs(LanesI32(repeating: a))[0] == (a < 0 ? 0 &- a : a))
            #expect(LanesI32.sign(LanesI32(repeating: a))[0] == a.signum())
            #expect(LanesI32.round(LanesI32(repeating: a))[0] == a)
        }
    }

    @Test func int64() {
        for a in edges64 {
            for b in edges64 {
                let x = LanesI64(repeating: a)
                let y = LanesI64(repeating: b)
                let oracle = (WrappingInt64(a), WrappingInt64(b))
                #expect((x + y)[2] == a &+ b)
                #expect((x - y)[2] == (oracle.0 - oracle.1).value)
                #expect((x * y)[2] == (oracle.0 * oracle.1).value)
                #expect(LanesI64.divide(x, y)[2] == quotient(a, b))
                #expect(LanesI64.modulo(x, y)[2] == modulo(a, b))
                #expect(LanesI64.power(x, y)[2] == power(a, b))
                #expect(WrappingInt64.divide(oracle.0, oracle.1).value == quotient(a, b))
                #expect(WrappingInt64.modulo(oracle.0, oracle.1).value == modulo(a, b))
                #expect(WrappingInt64.power(oracle.0, oracle.1).value == power(a, b))
                #expect(LanesI64.maximum(x, y)[2] == max(a, b))
                #expect(LanesI64.select(x != y, x, -y)[2] == (a != b ? a : 0 &- b))
            }
            #expect(
                LanesI64.abs(LanesI64(repeating: a))[0] == WrappingInt64.abs(WrappingInt64(a)).value
            )
            #expect(LanesI64.sign(LanesI64(repeating: a))[0] == a.signum())
        }
    }

    @Test func mixedExponents() {
        var base = LanesI32(repeating: 3)
        var exponent = LanesI32(repeating: 0)
        for lane in 0..<16 {
            base[lane] = Int32(lane) - 8
            exponent[lane] = Int32(lane * 5 % 11) - 3
        }
        let result = LanesI32.power(base, exponent)
        for lane in 0..<16 {
            #expect(Int64(result[lane]) == power(Int64(base[lane]), Int64(exponent[lane])))
        }
    }

    @Test func constants() {
        #expect(LanesI32.constant(-2.9)[0] == -2)
        #expect(LanesI32.constant(1e10)[0] == .max)
        #expect(LanesI32.constant(-.infinity)[0] == .min)
        #expect(LanesI32.constant(.nan)[0] == 0)
        #expect(LanesI64.constant(1e19)[0] == .max)
        #expect(LanesI64.constant(-0x1p63)[0] == .min)
        #expect(WrappingInt64.constant(.nan).value == 0)
    }
}
