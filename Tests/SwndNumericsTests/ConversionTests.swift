import CIntrinsics
import Testing

/// The dtypes by code, with a scalar definition of what a conversion means.
private enum DType: Int32, CaseIterable, Sendable {
    case float32, float64, float16, uint8, int32, int8, int64, bool

    var size: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .float16: 2
        case .float32, .int32: 4
        case .float64, .int64: 8
        }
    }

    var isFloating: Bool { rawValue <= 2 }
}

/// One element, as what it means: integers and floating-point numbers apart, both exact.
private enum Number: Equatable {
    case real(Double)
    case integer(Int64)

    static func == (a: Number, b: Number) -> Bool {
        switch (a, b) {
        case (.real(let x), .real(let y)):
            x.isNaN || y.isNaN ? x.isNaN && y.isNaN : x == y && x.sign == y.sign
        case (.integer(let x), .integer(let y)): x == y
        default: false
        }
    }
}

private func read(_ type: DType, _ p: UnsafeRawPointer) -> Number {
    switch type {
    case .float32: .real(Double(p.loadUnaligned(as: Float.self)))
    case .float64: .real(p.loadUnaligned(as: Double.self))
    case .float16: .real(Double(p.loadUnaligned(as: Float16.self)))
    case .uint8: .integer(Int64(p.load(as: UInt8.self)))
    case .int32: .integer(Int64(p.loadUnaligned(as: Int32.self)))
    case .int8: .integer(Int64(p.load(as: Int8.self)))
    case .int64: .integer(p.loadUnaligned(as: Int64.self))
    case .bool: .integer(p.load(as: UInt8.self) == 0 ? 0 : 1)
    }
}

private func converted(_ number: Number, to type: DType) -> Number {
    switch (number, type) {
    case (.real(let x), .float32): .real(Double(Float(x)))
    case (.real(let x), .float64): .real(x)
    case (.real(let x), .float16): .real(Double(Float16(x)))
    case (.integer(let x), .float32): .real(Double(Float(x)))
    case (.integer(let x), .float64): .real(Double(x))
    case (.integer(let x), .float16): .real(Double(Float16(x)))
    case (.real(let x), .bool): .integer(x != 0 ? 1 : 0)
    case (.integer(let x), .bool): .integer(x != 0 ? 1 : 0)
    case (.real(let x), .int64): .integer(Int64(exactly: x.rounded(.towardZero)) ?? .min)
    case (.real(let x), _):
        converted(.integer(Int64(Int32(exactly: x.rounded(.towardZero)) ?? .min)), to: type)
    case (.integer(let x), .int64): .integer(x)
    case (.integer(let x), .int32): .integer(Int64(Int32(truncatingIfNeeded: x)))
    case (.integer(let x), .uint8): .integer(Int64(UInt8(truncatingIfNeeded: x)))
    case (.integer(let x), .int8): .integer(Int64(Int8(truncatingIfNeeded: x)))
    }
}

/// Elements of a dtype with everything that is awkward to convert among them.
private func awkward(_ type: DType) -> [UInt8] {
    var random = TestRandom()
    var bytes: [UInt8] = []
    func append<T>(_ value: T) { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }
    let reals: [Double] = [
        0, -0.0, 0.5, -0.9, 1, -1, 1.5, 127.9, 128, 255, 256, 300, -300, 65_504, 65_519.99, 65_520,
        65_520.01, 2049, 2051, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_648.5,
        -2_147_483_649, 9.2e18, 9.3e18, -0x1p63, 1e300, 6e-8, 2.98e-8, 2.99e-8, 6.1e-5, 1e-45,
        1e-310,
        1 + 0x1p-11, 1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11 - 0x1p-40, .infinity, -.infinity, .nan,
    ]
    let integers: [Int64] = [
        0, 1, -1, 127, 128, 255, 256, -128, -129, 300, 2049, 65_519, 65_520, 16_777_217,
        2_147_483_647,
        2_147_483_648, -2_147_483_649, 1 << 53 + 1, .max, .min,
    ]
    for index in 0..<200 {
        let real =
            index < reals.count ? reals[index] : Double.random(in: -70_000...70_000, using: &random)
        let integer = index < integers.count ? integers[index] : Int64(bitPattern: random.next())
        switch type {
        case .float32: append(Float(real))
        case .float64: append(real)
        case .float16: append(Float16(real))
        case .int32: append(Int32(truncatingIfNeeded: integer))
        case .int64: append(integer)
        default: append(UInt8(truncatingIfNeeded: integer))
        }
    }
    return bytes
}

@Suite struct ConversionTests {
    @Test(arguments: DType.allCases, DType.allCases)
    private func convert(_ source: DType, _ target: DType) {
        let bytes = awkward(source)
        for (stride, count) in [
            (1, 200), (1, 7), (2, 99), (3, 1), (0, 20), (-1, 200), (-3, 60), (1, 0),
        ] {
            let first = stride < 0 ? (1 - count) * stride : 0
            var result = [UInt8](repeating: 0xee, count: (count + 1) * target.size)
            bytes.withUnsafeBytes { from in
                result.withUnsafeMutableBytes { to in
                    let start = from.baseAddress! + first * source.size
                    ci_convert(
                        target.rawValue, to.baseAddress!, source.rawValue, start, stride, count)
                    for index in 0..<count {
                        let number = read(source, start + index * stride * source.size)
                        let found = read(target, to.baseAddress! + index * target.size)
                        #expect(found == converted(number, to: target), "\(number) at \(index)")
                    }
                    #expect(to.suffix(target.size).allSatisfy { $0 == 0xee })
                }
            }
        }
    }

    @Test(arguments: DType.allCases, DType.allCases)
    private func scatter(_ source: DType, _ target: DType) {
        let bytes = awkward(source)
        for stride in [1, 2, 5, -1, -2] {
            let count = 40
            let first = stride < 0 ? (1 - count) * stride : 0
            var result = [UInt8](repeating: 0, count: 200 * target.size)
            bytes.withUnsafeBytes { from in
                result.withUnsafeMutableBytes { to in
                    let start = to.baseAddress! + first * target.size
                    ci_convert_scatter(
                        target.rawValue, start, stride, source.rawValue, from.baseAddress!, count)
                    for index in 0..<count {
                        let number = read(source, from.baseAddress! + index * source.size)
                        let found = read(target, start + index * stride * target.size)
                        #expect(found == converted(number, to: target), "\(number) at \(index)")
                    }
                }
            }
        }
    }

    @Test(arguments: DType.allCases, [DType.float32, .float64, .int32, .int64])
    private func truth(_ source: DType, _ target: DType) {
        let bytes = awkward(source)
        var result = [UInt8](repeating: 0, count: 200 * target.size)
        bytes.withUnsafeBytes { from in
            result.withUnsafeMutableBytes { to in
                ci_truth(
                    target.rawValue, to.baseAddress!, source.rawValue, from.baseAddress!, 1, 200)
                for index in 0..<200 {
                    let number = read(source, from.baseAddress! + index * source.size)
                    let truth = converted(converted(number, to: .bool), to: target)
                    #expect(read(target, to.baseAddress! + index * target.size) == truth)
                }
            }
        }
    }

    @Test(arguments: DType.allCases)
    private func fill(_ target: DType) {
        var result = [UInt8](repeating: 0, count: 21 * target.size)
        result.withUnsafeMutableBytes { to in
            ci_fill_real(target.rawValue, to.baseAddress!, -1.75, 20)
            #expect(
                read(target, to.baseAddress! + 19 * target.size)
                    == converted(.real(-1.75), to: target))
            #expect(to.suffix(target.size).allSatisfy { $0 == 0 })
            ci_fill_integer(target.rawValue, to.baseAddress!, 1 << 40 + 3, 20)
            let truth = converted(.integer(1 << 40 + 3), to: target)
            #expect(read(target, to.baseAddress! + 7 * target.size) == truth)
        }
    }

    /// Every float16, there and back, and the float32 numbers around each.
    @Test func everyHalf() {
        for pattern in UInt16.min...UInt16.max {
            let half = Float16(bitPattern: pattern)
            var source = pattern
            var single: Float = 0
            ci_convert(0, &single, 2, &source, 1, 1)
            #expect(half.isNaN ? single.isNaN : single == Float(half))
            for x in [single, single.nextUp, single.nextDown] {
                var value = x
                var back: UInt16 = 0
                ci_convert(2, &back, 0, &value, 1, 1)
                let truth = Float16(x)
                #expect(truth.isNaN ? Float16(bitPattern: back).isNaN : back == truth.bitPattern)
            }
        }
    }
}
