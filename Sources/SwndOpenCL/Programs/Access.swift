import SwndCore

/// How the elements of an array are reached from the number of an element of the space.
///
/// The text of a kernel knows the kind only; lengths and steps are arguments, so a kernel serves many shapes.
struct Access {
    /// Neighbouring axes whose elements are evenly spaced, joined.
    struct Stretch {
        var length: Int
        var step: Int
    }

    /// The innermost first.
    let stretches: [Stretch]
    let offset: Int
    /// The least and the greatest place.
    let reach: ClosedRange<Int>

    init(_ layout: Layout) {
        var stretches: [Stretch] = []
        var (low, high) = (layout.offset, layout.offset)
        for axis in Swift.stride(from: layout.shape.rank - 1, through: 0, by: -1) {
            let (length, step) = (layout.shape[axis], layout.stride(axis))
            if length == 1 { continue }
            let last = (length &- 1) &* step
            if last < 0 { low &+= last } else { high &+= last }
            if let inner = stretches.last, inner.step &* inner.length == step {
                stretches[stretches.count - 1].length &*= length
            } else {
                stretches.append(Stretch(length: length, step: step))
            }
        }
        self.stretches = stretches
        offset = layout.offset
        reach = low...Swift.max(low, high)
    }

    /// Whether the place is the number of the element, plus the offset.
    var isDirect: Bool { stretches.count == 1 && stretches[0].step == 1 }

    /// Whether it is always the same element.
    var isSingle: Bool { stretches.isEmpty || (stretches.count == 1 && stretches[0].step == 0) }

    /// What tells kinds apart: 0 for one element, 1 for all in order, 1 + n for n stretches.
    var kind: Int { isSingle ? 0 : isDirect ? 1 : 1 + stretches.count }

    /// The parameters that say where the elements are; `name` tells arrays apart.
    func parameters(_ name: String, isLarge: Bool) -> [String] {
        var parameters = ["const index_t \(name)_offset"]
        guard kind > 1 else { return parameters }
        for level in stretches.indices {
            parameters.append("const index_t \(name)_step\(level)")
            guard level < stretches.count - 1 else { continue }
            parameters.append("const index_t \(name)_length\(level)")
            if !isLarge {
                parameters.append("const uint \(name)_factor\(level)")
                parameters.append("const uint \(name)_shift\(level)")
            }
        }
        return parameters
    }

    /// The arguments for them, in the same order.
    func add(to arguments: inout Arguments, isLarge: Bool) {
        arguments.add(count: offset, isLarge: isLarge)
        guard kind > 1 else { return }
        for (level, stretch) in stretches.enumerated() {
            arguments.add(count: stretch.step, isLarge: isLarge)
            guard level < stretches.count - 1 else { continue }
            arguments.add(count: stretch.length, isLarge: isLarge)
            if !isLarge {
                let division = Division(by: stretch.length)
                arguments.add(.uint(division.factor))
                arguments.add(.uint(division.shift))
            }
        }
    }

    /// The statements that find the place of element `index`, and the place.
    func place(
        _ name: String, _ index: String, isLarge: Bool, _ newName: () -> String
    ) -> (statements: [String], place: String) {
        if kind == 0 { return ([], "\(name)_offset") }
        if kind == 1 { return ([], "\(name)_offset + \(index)") }
        var statements: [String] = []
        var sum = "\(name)_offset"
        var rest = index
        for level in stretches.indices {
            guard level < stretches.count - 1 else {
                sum += " + \(rest) * \(name)_step\(level)"
                break
            }
            let quotient = newName()
            statements.append(
                isLarge
                    ? "const index_t \(quotient) = \(rest) / \(name)_length\(level);"
                    : "const index_t \(quotient) = (index_t)(mul_hi((uint)\(rest),"
                        + " \(name)_factor\(level)) >> \(name)_shift\(level));")
            sum += " + (\(rest) - \(quotient) * \(name)_length\(level)) * \(name)_step\(level)"
            rest = quotient
        }
        return (statements, sum)
    }
}

/// Which integers kernels count with.
package enum Counting {
    /// Whether 32 bits are too few for a count or a place. Loops look a stride beyond their end, and tiles reach over the edge: so
    /// some numbers below 2^31 are too large already.
    package static func isLarge(_ number: Int) -> Bool { number > Int(Int32.max) - margin }

    /// More than a stride, a tile or a work group.
    private static let margin = 1 << 16
}

/// A division of numbers below 2^31 by one that is known before, as a multiplication: n / d is the upper half of n * factor,
/// shifted.
///
/// T. Granlund and P. L. Montgomery, "Division by Invariant Integers using Multiplication", 1994.
package struct Division {
    let factor: UInt32
    let shift: UInt32

    /// - Parameter divisor: from 2 to 2^31 - 1.
    package init(by divisor: Int) {
        let divisor = UInt64(Swift.max(divisor, 2))
        let bits = UInt64(64 - (divisor - 1).leadingZeroBitCount)
        let power = UInt64(1) << (31 + bits)
        factor = UInt32(truncatingIfNeeded: (power + divisor - 1) / divisor)
        shift = UInt32(truncatingIfNeeded: bits - 1)
    }

    /// What kernels compute.
    package func quotient(_ number: Int) -> Int {
        Int((UInt64(number) * UInt64(factor)) >> (32 + UInt64(shift)))
    }
}
