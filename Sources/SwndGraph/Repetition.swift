import CSystem
import SwndCore

/// How the elements of a small operand are repeated to the shape of the other one, in the simple cases: one element, one row for all
/// rows, one element for each row.
enum Repetition {
    case row(length: Int)
    case columns(length: Int)

    /// Nothing where one shape does not broadcast to the other, or not in a simple way. Shapes of one element or more.
    init?(of narrow: Shape, in wide: Shape) {
        guard narrow.rank <= wide.rank else { return nil }
        let missing = wide.rank - narrow.rank
        var axis = wide.rank
        var length = 1
        while axis > missing, narrow[axis - 1 - missing] == wide[axis - 1] {
            axis &-= 1
            length &*= wide[axis]
        }
        // Whatever comes before is one row.
        if length == narrow.count {
            self = .row(length: length)
            return
        }
        axis = wide.rank
        length = 1
        while axis > missing, narrow[axis - 1 - missing] == 1 {
            axis &-= 1
            length &*= wide[axis]
        }
        self = .columns(length: length)
        while axis > 0 {
            axis &-= 1
            guard wide[axis] == (axis < missing ? 1 : narrow[axis - missing]) else { return nil }
        }
    }
}

/// An operand as a tile takes it: elements that are used again and again, `count` at a time.
struct RepeatedOperand {
    /// What fits into the first cache together with the other operand and the result.
    private static let longest = 512
    /// The most elements that are repeated in memory.
    private static let mostElements = 8192

    let start: UnsafeRawPointer
    let count: Int

    /// The elements of a small operand, repeated to `total`.
    init?(_ source: UnsafeRawPointer, _ repetition: Repetition, _ size: Int, total: Int) {
        guard total <= Self.mostElements else { return nil }
        switch repetition {
        case .row(let length):
            guard length < Self.longest / 2 else {
                (start, count) = (source, length)
                return
            }
            count = Swift.min(total, Self.longest / length &* length)
            guard let memory = csystem_scratch(UInt64(count &* size &+ 64)) else { return nil }
            let end = count &* size
            var filled = length &* size
            memory.copyMemory(from: source, byteCount: filled)
            while filled < end {
                let more = Swift.min(filled, end &- filled)
                (memory + filled).copyMemory(from: memory, byteCount: more)
                filled &+= more
            }
            start = UnsafeRawPointer(memory)
        case .columns(let length):
            count = total
            guard let memory = csystem_scratch(UInt64(count &* size &+ 64)) else { return nil }
            if size == 4 {
                Self.spread(source, memory, length, total, UInt32.self)
            } else {
                Self.spread(source, memory, length, total, UInt64.self)
            }
            start = UnsafeRawPointer(memory)
        }
    }

    @inline(__always)
    private static func spread<Bits: BitwiseCopyable>(
        _ source: UnsafeRawPointer, _ result: UnsafeMutableRawPointer, _ length: Int, _ total: Int,
        _: Bits.Type
    ) {
        let elements = source.assumingMemoryBound(to: Bits.self)
        let out = result.assumingMemoryBound(to: Bits.self)
        var (row, place) = (0, 0)
        while place < total {
            (out + place).initialize(repeating: elements[row], count: length)
            place &+= length
            row &+= 1
        }
    }
}

extension Tile {
    /// Runs over `count` elements of `size` bytes that lie side by side, with an operand that repeats as the first or second one.
    @inline(__always)
    func callAsFunction(
        _ x: UnsafeRawPointer, _ operand: RepeatedOperand, at position: Int,
        _ result: UnsafeMutableRawPointer, _ count: Int, _ size: Int
    ) {
        var place = 0
        while place < count {
            // What a tile writes after its end is the begin of the next one, which comes later.
            let run = Swift.min(operand.count, count &- place)
            let other = x + place &* size
            let isFirst = position == 0
            self(
                isFirst ? operand.start : other, isFirst ? other : operand.start,
                result + place &* size, run)
            place &+= run
        }
    }
}

extension Scalar {
    /// Writes the number as `count` elements of a compute type.
    @inline(__always)
    func fill(_ out: UnsafeMutableRawPointer, _ dtype: DType, _ count: Int) {
        switch dtype.computeType {
        case .float32:
            out.assumingMemoryBound(to: Float.self).initialize(repeating: Float(real), count: count)
        case .float64:
            out.assumingMemoryBound(to: Double.self).initialize(repeating: real, count: count)
        case .int32:
            out.assumingMemoryBound(to: Int32.self)
                .initialize(repeating: integer(as: Int32.self), count: count)
        case .int64:
            out.assumingMemoryBound(to: Int64.self).initialize(
                repeating: integer(as: Int64.self), count: count)
        }
    }
}
