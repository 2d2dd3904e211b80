import SwndNumerics
import Testing

/// What every vector promises about memory and about the order of its reductions.
private func check<L: Lanes>(_: L.Type, _ number: (Int) -> L.Scalar)
where L.Scalar: Equatable & Numeric {
    let count = L.laneCount
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: 256, alignment: 64)
    defer { bytes.deallocate() }
    let numbers = (0..<count).map(number)
    let scalars = (bytes + 64 + MemoryLayout<L.Scalar>.stride).bindMemory(
        to: L.Scalar.self, capacity: count)
    scalars.initialize(from: numbers, count: count)

    let lanes = L.load(scalars)
    #expect((0..<count).map { lanes[$0] } == numbers)
    lanes.streamingStore(bytes)
    #expect((0..<count).map { L.load(bytes)[$0] } == numbers)
    L(repeating: numbers[1]).store(bytes + 1)
    #expect(L.load(bytes + 1)[count - 1] == numbers[1])
    #expect(MemoryLayout<L>.size == 64)
    #expect(L.computeType.laneCount == count)
    #expect(L.computeType.byteSize == MemoryLayout<L.Scalar>.size)
}

/// The definition: the upper half is folded onto the lower half until one is left.
private func folded<T>(_ numbers: [T], _ combine: (T, T) -> T) -> T {
    var left = numbers
    while left.count > 1 {
        let half = left.count / 2
        left = (0..<half).map { combine(left[$0], left[$0 + half]) }
    }
    return left[0]
}

@Suite struct LaneTests {
    @Test func memory() {
        check(LanesF32.self) { Float($0) * 1.5 }
        check(LanesF64.self) { Double($0) * 1.5 }
        check(LanesI32.self) { Int32($0) - 5 }
        check(LanesI64.self) { Int64($0) - 5 }
    }

    @Test func reductionOrder() {
        var random = TestRandom()
        var lanes = LanesF32(repeating: 0)
        for lane in 0..<16 { lanes[lane] = Float(Double.random(in: -1...1, using: &random)) }
        let numbers = (0..<16).map { lanes[$0] }
        #expect(lanes.laneSum == folded(numbers, +))
        #expect(lanes.laneProduct == folded(numbers, *))
        #expect(lanes.laneMax == numbers.max())
        #expect(lanes.laneMin == numbers.min())
        var wide = LanesF64(repeating: 0)
        for lane in 0..<8 { wide[lane] = Double.random(in: -1...1, using: &random) }
        #expect(wide.laneSum == folded((0..<8).map { wide[$0] }, +))
        #expect(wide.laneProduct == folded((0..<8).map { wide[$0] }, *))
    }

    @Test func reductionsOfIntegers() {
        var lanes = LanesI32(repeating: .max)
        lanes[3] = -4
        #expect(lanes.laneSum == (0..<15).reduce(Int32(-4)) { sum, _ in sum &+ .max })
        #expect(lanes.laneMin == -4)
        #expect(lanes.laneMax == .max)
        var wide = LanesI64(repeating: 3)
        wide[7] = -1
        #expect(wide.laneProduct == -2187)
    }

    @Test func reductionsKeepNaN() {
        for lane in 0..<16 {
            var lanes = LanesF32(repeating: 1)
            lanes[lane] = .nan
            #expect(lanes.laneMax.isNaN && lanes.laneMin.isNaN && lanes.laneSum.isNaN)
        }
    }

    @Test func masks() {
        var x = LanesF32(repeating: 0)
        x[9] = 2
        let mask = LanesF32.constant(1) < x
        #expect(mask.any)
        #expect(!MaskX16.and(mask, MaskX16.not(mask)).any)
        #expect(LanesF32.select(MaskX16.or(mask, mask), .constant(5), x)[9] == 5)
    }
}
