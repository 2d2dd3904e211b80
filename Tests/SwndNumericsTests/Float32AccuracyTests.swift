import SwndNumerics
import Testing

/// Bit patterns that deserve a look each time: around zero, denormals, powers of two, the ends of ranges.
private let specialPatterns: [UInt32] = {
    var numbers: [Float] = [
        0, .leastNonzeroMagnitude, .leastNormalMagnitude, .leastNormalMagnitude.nextDown, 0x1p-26,
        0x1p-25, 0x1p-24, 0x1p-12, 0.25, 0.3465736, 0.5, 0.625, 2 / 3, 0.6931472, 0.70710678, 0.85,
        0.95, 1, 1.3333334, 1.4142135, 2, 4, 9, 10, 16, 17.32868, 20, 87.33655, 88.37626, 88.72284,
        89.41599, 103.27893, 103.97208, 104, 0.7853982, 1.5707964, 3.1415927, 1e5, 131072, 1e10,
        1e22,
        .greatestFiniteMagnitude, .infinity, .nan,
    ]
    numbers += numbers.flatMap { [$0.nextUp, $0.nextDown] }
    numbers += numbers.map { -$0 }
    return numbers.map(\.bitPattern)
}()

private struct Worst {
    var ulps = 0.0
    var input = Float(0)
    var result = Float(0)

    @inline(__always)
    mutating func note(_ x: LanesF32, _ y: LanesF32, _ truth: (Double) -> Double) {
        for lane in 0..<16 {
            let distance = SwndNumericsTests.ulps(y.vector[lane], truth(Double(x.vector[lane])))
            if !(distance <= ulps) {
                ulps = distance
                input = x.vector[lane]
                result = y.vector[lane]
            }
        }
    }
}

@inline(__always)
private func worst(_ function: RealFunction, patterns: (Int) -> UInt32, count: Int) -> Worst {
    var found = Worst()
    var start = 0
    while start < count {
        var x = LanesF32(repeating: 0)
        for lane in 0..<16 {
            x.vector[lane] = Float(bitPattern: patterns(min(start + lane, count - 1)))
        }
        found.note(x, function.apply(x)) { function.apply($0) }
        start += 16
    }
    return found
}

@Suite struct Float32AccuracyTests {
    @Test(arguments: RealFunction.allCases)
    func specialValues(_ function: RealFunction) {
        let found = worst(function, patterns: { specialPatterns[$0] }, count: specialPatterns.count)
        #expect(found.ulps <= function.budget, "\(found)")
    }

    @Test(arguments: RealFunction.allCases)
    func samples(_ function: RealFunction) {
        // All inputs of the functions that are operators: Tests/accuracy.
        let stride: UInt32 = isLong ? 61 : isOptimised ? 4_099 : 1_048_583
        let count = Int(UInt64(1 << 32) / UInt64(stride))
        let found = worst(function, patterns: { UInt32($0) &* stride }, count: count)
        #expect(found.ulps <= function.budget, "\(found)")
    }
}
