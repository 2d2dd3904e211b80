import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let randomRandint = Operator(
        "random_randint",
        doc: .init(
            "Whole numbers drawn evenly from [low, high).",
            "The dtype is int32 or int64, and must hold all of them. Philox 4x32-10: the upper bits of 64 random ones times the number of"
                + " choices, or of 128 where there are more than 2^32 of them, so that no choice is favoured by more than 2^-32 of its"
                + " share. The same numbers for a seed whatever the number of threads and the instruction set."
        ),
        inputs: [],
        parameters: [
            Parameter("low", .int, "The least number."),
            Parameter("high", .int, "The upper end, not included."),
            .drawnShape, .context,
            Parameter(
                "dtype", .dtype, default: .dtype(.int32), followsOut: true, "int32 or int64."),
        ],
        body: .kernel { call throws(SwndError) in
            let dtype = call.dtype("dtype") ?? .int32
            guard dtype == .int32 || dtype == .int64 else {
                throw call.error(.type, "dtype is \(dtype); int32 or int64 is needed")
            }
            let (low, high) = (call.int("low") ?? 0, call.int("high") ?? 0)
            guard low < high else {
                throw call.error(.value, "low \(low) must be below high \(high)")
            }
            guard dtype == .int64 || Int32(exactly: low) != nil && Int32(exactly: high - 1) != nil
            else {
                throw call.error(
                    .value, "int32 does not hold all numbers from low \(low) to high \(high)")
            }
            return try integers(
                in: Int64(low)..<Int64(high), try call.shape("shape"), dtype,
                on: call.context("ctx"))
        }, gradient: .zero,
        test: TestDomain(
            cases: [.init([], ["low": -3, "high": 7, "shape": [2, 3]])], random: true))

    /// Numbers of a range that is not empty.
    private static func integers(
        in range: Range<Int64>, _ shape: Shape, _ dtype: DType, on context: Context
    ) throws(SwndError) -> Operator.Kernel {
        let constants: [Scalar] = [.integer(range.lowerBound), .integer(range.upperBound)]
        if RandomStreams.isMXNet(on: context) {
            let (low, length) = (range.lowerBound, range.upperBound &- range.lowerBound)
            let drawn = try DrawnNumbers("random_randint", shape.count, as: dtype.computeType)
            drawn.fill { low &+ $0.integer(below: length) }
            return .init(.drawn(drawn.kernel), shape: shape, dtype: dtype)
        }
        let stream = RandomStreams.draw(on: context)
        return .init(
            .random(integerKernel(of: range), stream: stream, constants: constants), shape: shape,
            dtype: dtype)
    }

    private static func integerKernel(of range: Range<Int64>) -> RandomKernel {
        choices(range.lowerBound, range.upperBound) <= 1 << 32 ? fewChoices : manyChoices
    }

    /// Wraps to the right number beyond 2^63.
    private static func choices(_ low: Int64, _ high: Int64) -> UInt64 {
        UInt64(bitPattern: high &- low)
    }

    /// Element `e` comes from half `e mod 2` of block `e / 2`.
    static let fewChoices = RandomKernel(
        "random_randint",
        text: RandomText(.half) { _, _, words, parameter in
            let (low, high) = (parameter(0, 0), parameter(1, 0))
            let random = "mul_hi((ulong)$2, (ulong)$1 - (ulong)$0)"
            return [Expression(.int64, "(long)((ulong)$0 + \(random))", of: [low, high] + words)]
        }
    ) { draw, first, count, result in
        guard let integers = DrawnIntegers(draw, result) else { return }
        let words = BlockWords(stream: draw.stream)
        for begin in stride(from: 0, to: count, by: 32) {
            words.withSixteen(from: (first &+ begin) / 2) { block in
                for index in begin..<Swift.min(begin &+ 32, count) {
                    let (number, half) = ((index &- begin) / 2, (index & 1) &* 2)
                    let random = block.pair(number, half)
                    integers.put(index, random.multipliedFullWidth(by: integers.choices).high)
                }
            }
        }
    }

    /// Element `e` comes from block `e`: the upper 64 bits of the product of 128 and 64 bits.
    static let manyChoices = RandomKernel(
        "random_randint",
        text: RandomText(.block) { _, _, words, parameter in
            let (low, high) = (parameter(0, 0), parameter(1, 0))
            let operands = [low, high] + words
            let carry = "mul_hi((ulong)$3, (ulong)$1 - (ulong)$0)"
            let lower = "(ulong)$2 * ((ulong)$1 - (ulong)$0)"
            let upper = "mul_hi((ulong)$2, (ulong)$1 - (ulong)$0)"
            let over = "(\(lower) + \(carry) < \(carry) ? 1ul : 0ul)"
            return [
                Expression(.int64, "(long)((ulong)$0 + \(upper) + \(over))", of: operands)
            ]
        }
    ) { draw, first, count, result in
        guard let integers = DrawnIntegers(draw, result) else { return }
        let words = BlockWords(stream: draw.stream)
        for begin in stride(from: 0, to: count, by: 16) {
            words.withSixteen(from: first &+ begin) { block in
                for index in begin..<Swift.min(begin &+ 16, count) {
                    let (high, low) = (
                        block.pair(index &- begin, 0), block.pair(index &- begin, 2)
                    )
                    let carry = low.multipliedFullWidth(by: integers.choices).high
                    let upper = high.multipliedFullWidth(by: integers.choices)
                    let isOver = upper.low.addingReportingOverflow(carry).overflow
                    integers.put(index, upper.high &+ (isOver ? 1 : 0))
                }
            }
        }
    }

    /// Where whole numbers of a range go.
    private struct DrawnIntegers {
        let choices: UInt64
        private let low: Int64
        private let isSingle: Bool
        private let result: UnsafeMutableRawPointer

        /// Nothing where the range is missing.
        init?(_ draw: borrowing RandomDraw, _ result: UnsafeMutableRawPointer) {
            guard case .integer(let low) = draw.constants[0],
                case .integer(let high) = draw.constants[1]
            else { return nil }
            choices = Op.choices(low, high)
            self.low = low
            isSingle = draw.dtype == .int32
            self.result = result
        }

        /// Writes the number that is so many above the least.
        @inline(__always)
        func put(_ index: Int, _ number: UInt64) {
            let value = low &+ Int64(bitPattern: number)
            if isSingle {
                result.storeBytes(
                    of: Int32(truncatingIfNeeded: value), toByteOffset: index &* 4, as: Int32.self)
            } else {
                result.storeBytes(of: value, toByteOffset: index &* 8, as: Int64.self)
            }
        }
    }
}
