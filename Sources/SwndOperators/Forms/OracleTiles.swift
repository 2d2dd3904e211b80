import SwndGraph
import SwndNumerics

// The bodies read as `Double`, whose functions are Glibc's, over runs of numbers: the oracle for tests that go over all inputs.

extension Tile {
    @inline(__always)
    static func oracle<B: UnaryBody>(_: B.Type) -> Tile {
        Tile { operands, result, count in
            let x = operands[0].start.assumingMemoryBound(to: Double.self)
            let y = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { y[index] = B.apply(x[index]) }
        }
    }

    @inline(__always)
    static func oracle<B: RealBody>(_: B.Type) -> Tile {
        Tile { operands, result, count in
            let x = operands[0].start.assumingMemoryBound(to: Double.self)
            let y = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { y[index] = B.apply(x[index]) }
        }
    }

    @inline(__always)
    static func oracle<B: BinaryBody>(_: B.Type) -> Tile {
        Tile { operands, result, count in
            let a = operands[0].start.assumingMemoryBound(to: Double.self)
            let b = operands[1].start.assumingMemoryBound(to: Double.self)
            let y = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { y[index] = B.apply(a[index], b[index]) }
        }
    }

    @inline(__always)
    static func oracle<B: RealBinaryBody>(_: B.Type) -> Tile {
        Tile { operands, result, count in
            let a = operands[0].start.assumingMemoryBound(to: Double.self)
            let b = operands[1].start.assumingMemoryBound(to: Double.self)
            let y = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { y[index] = B.apply(a[index], b[index]) }
        }
    }

    /// An oracle of one operand from a function of it.
    static func oracle(_ function: @escaping @Sendable (Double) -> Double) -> Tile {
        Tile { operands, result, count in
            let x = operands[0].start.assumingMemoryBound(to: Double.self)
            let y = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { y[index] = function(x[index]) }
        }
    }

    /// An oracle of two operands with one of them a number.
    func fixing(operand: Int, at number: Double) -> Tile {
        Tile { [self] operands, result, count in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { numbers in
                guard let start = numbers.baseAddress else { return }
                start.initialize(repeating: number, count: count)
                let fixed = TileOperand(start)
                self(
                    operand == 0 ? fixed : operands[0], operand == 0 ? operands[0] : fixed, result,
                    count)
            }
        }
    }
}
