import CIntrinsics
import SwndCore
import SwndCPU
import Testing

/// SeededNumbers that look random and are the same in every run.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 32) | (state << 32)
    }
}

/// A layout over memory, and how many elements that memory has.
private struct StridedLayout {
    var layout: Layout
    var count: Int

    /// The axes of `shape` in memory in some order, with gaps, walked from either end.
    init(_ shape: [Int], _ numbers: inout SeededNumbers, gaps: Bool) {
        var strides = [Int](repeating: 0, count: shape.count)
        var (step, offset) = (1, 0)
        for axis in shape.indices.shuffled(using: &numbers) {
            if gaps, Int.random(in: 0..<4, using: &numbers) == 0 { step *= 2 }
            strides[axis] = step
            step *= shape[axis]
            if gaps, Int.random(in: 0..<4, using: &numbers) == 0 {
                offset += (shape[axis] - 1) * strides[axis]
                strides[axis] = -strides[axis]
            }
        }
        layout = Layout(shape: Shape(shape)!, strides: strides, offset: offset)
        count = step + 1
    }

    /// The place of every element in C order.
    var places: [Int] {
        var places = [layout.offset]
        for axis in 0..<layout.shape.rank {
            places = places.flatMap { place in
                (0..<layout.shape[axis]).map { place + $0 * layout.stride(axis) }
            }
        }
        return places
    }
}

@Suite(.serialized) struct MovementTests {
    private static let lengths = [
        1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 130, 257,
    ]

    private func shape(_ rank: Int, _ numbers: inout SeededNumbers) -> [Int] {
        while true {
            let shape = (0..<rank).map { _ in Self.lengths.randomElement(using: &numbers)! }
            if shape.reduce(1, *) <= 200_000 { return shape }
        }
    }

    @Test(arguments: [DType.uint8, .float16, .float32, .float64])
    func everyElementGoesToItsPlace(dtype: DType) {
        let before = ThreadPool.shared.threadCount
        defer { ThreadPool.shared.setThreadCount(before) }
        var numbers = SeededNumbers(state: 7)
        let size = dtype.byteCount
        for round in 0..<150 {
            ThreadPool.shared.setThreadCount([1, 2, 3, 8][round % 4])
            let shape = shape(1 + round % 5, &numbers)
            let source = StridedLayout(shape, &numbers, gaps: round % 3 == 0)
            let target = StridedLayout(shape, &numbers, gaps: round % 2 == 0)
            let input = (0..<source.count * size).map { _ in
                UInt8(truncatingIfNeeded: numbers.next())
            }
            var output = [UInt8](repeating: 0xA5, count: target.count * size)
            var expected = output
            for (from, to) in zip(source.places, target.places) {
                for byte in 0..<size { expected[to * size + byte] = input[from * size + byte] }
            }
            copy(input, dtype, source, &output, dtype, target)
            #expect(
                output == expected, "\(shape) \(source.layout.strides) \(target.layout.strides)")
        }
    }

    @Test func everyElementIsConvertedOnItsWay() {
        var numbers = SeededNumbers(state: 9)
        for round in 0..<150 {
            let shape = shape(1 + round % 5, &numbers)
            let source = StridedLayout(shape, &numbers, gaps: round % 3 == 0)
            let target = StridedLayout(shape, &numbers, gaps: round % 2 == 0)
            let input = (0..<source.count).map { _ in Int32(truncatingIfNeeded: numbers.next()) }
            var output = [Double](repeating: -1, count: target.count)
            var expected = output
            for (from, to) in zip(source.places, target.places) {
                expected[to] = Double(input[from])
            }
            copy(input, .int32, source, &output, .float64, target)
            #expect(
                output == expected, "\(shape) \(source.layout.strides) \(target.layout.strides)")
        }
    }

    private func copy<A, B>(
        _ input: [A], _ dtype: DType, _ source: StridedLayout, _ output: inout [B], _ other: DType,
        _ target: StridedLayout
    ) {
        input.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { output in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                copyElements(from, dtype, from: source.layout, to: to, other, at: target.layout)
            }
        }
    }

    @Test func aRepeatedElementIsWrittenEverywhere() {
        let input: [Float] = [3, 4, 5]
        var output = [Float](repeating: 0, count: 3 * 1000)
        let shape = Shape([1000, 3])!
        input.withUnsafeBytes { input in
            output.withUnsafeMutableBytes { output in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                copyElements(
                    from, .float32, from: Layout(shape: shape, strides: [0, 1], offset: 0), to: to,
                    .float32, at: Layout(contiguous: shape))
            }
        }
        #expect(output == (0..<3000).map { input[$0 % 3] })
    }

    /// So large that stores go past a cache of 32 MiB.
    @Test(arguments: [DType.uint8, .float16, .float32, .float64])
    func largeMatricesAreTransposed(dtype: DType) throws {
        let size = dtype.byteCount
        let (rows, columns) = (4160, (12 << 20) / size / 4160 / 64 * 64)
        let count = rows * columns
        let input = try Storage(byteCount: count * size)
        let output = try Storage(byteCount: count * size)
        let words = input.bytes.bindMemory(to: UInt32.self, capacity: count * size / 4)
        for index in 0..<count * size / 4 {
            words[index] = UInt32(truncatingIfNeeded: index &* 2_654_435_761)
        }
        let shape = Shape([columns, rows])!
        copyElements(
            input.bytes, dtype, from: Layout(shape: shape, strides: [1, columns], offset: 0),
            to: output.bytes, dtype, at: Layout(contiguous: shape))
        var wrong = 0
        for column in stride(from: 0, to: columns, by: 13) {
            for row in 0..<rows {
                let (from, to) = ((row * columns + column) * size, (column * rows + row) * size)
                for byte in 0..<size
                where input.bytes.load(fromByteOffset: from + byte, as: UInt8.self)
                    != output.bytes.load(fromByteOffset: to + byte, as: UInt8.self)
                {
                    wrong += 1
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func streamedBytesArriveWhateverTheAddresses() {
        let input = (0..<400).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
        for start in stride(from: 0, to: 70, by: 7) {
            for target in 0..<66 {
                for count in [0, 1, 2, 63, 64, 65, 127, 128, 129, 200, 256] {
                    var output = [UInt8](repeating: 0xEE, count: 400)
                    var expected = output
                    expected.replaceSubrange(
                        target..<target + count, with: input[start..<start + count])
                    input.withUnsafeBytes { input in
                        output.withUnsafeMutableBytes { output in
                            guard let from = input.baseAddress, let to = output.baseAddress else {
                                return
                            }
                            ci_stream_copy(to + target, from + start, count)
                            ci_stream_fence()
                        }
                    }
                    #expect(output == expected)
                }
            }
        }
    }
}
