import CIntrinsics
import SwndCore
import SwndGraph
import SwndNumerics

extension TileMachine {
    /// Runs all steps over `count` elements from the `first` on, which are whole rows where the program works on rows.
    func runTile(_ registers: Registers, _ first: Int, _ count: Int) {
        let (row, rows) =
            rowLength == .max
            ? (0, 1) : (first / rowLength, count < rowLength ? 1 : count / rowLength)
        var number = 0
        var part = 0
        while number < steps.count {
            let step = steps.baseAddress.unsafelyUnwrapped + number
            if let moving = step.pointee.moving {
                registers.current[number].start = UnsafeRawPointer(
                    moving + (step.pointee.isPerRow ? row : first) &* step.pointee.size)
            }
            if step.pointee.kind != .input, !step.pointee.isFixed {
                if part < ahead.partCount { ahead.fetch(part, first &+ count, count) }
                part &+= 1
                run(number, registers, first, count, row, rows)
            }
            number &+= 1
        }
        number = 0
        while number < copies.count {
            let copy = copies.baseAddress.unsafelyUnwrapped + number
            store(
                copy, registers, copy.pointee.isPerRow ? row : first,
                copy.pointee.isPerRow ? rows : count)
            number &+= 1
        }
    }

    /// Runs one step.
    @inline(__always)
    func run(
        _ number: Int, _ registers: Registers, _ first: Int, _ count: Int, _ row: Int, _ rows: Int
    ) {
        let step = steps.baseAddress.unsafelyUnwrapped + number
        let result = UnsafeMutableRawPointer(mutating: registers.current[number].start)
        let (begin, length) = step.pointee.isPerRow ? (row, rows) : (first, count)
        if step.pointee.kind == .pointwise {
            return compute(step, registers, result, length, rows)
        }
        let operand = registers.current[step.pointee.operands[0]]
        let code = step.pointee.type.dtypeCode
        switch step.pointee.kind {
        case .input, .pointwise: break
        case .read: read(number, registers, begin, length)
        case .constant: step.pointee.scalar.fill(result, step.pointee.type, length)
        case .index: step.pointee.type.writeIndices(result, begin, length)
        case .convert:
            ci_convert(code, result, step.pointee.code, operand.start, operand.stride, length)
        case .truth:
            ci_truth(code, result, step.pointee.code, operand.start, operand.stride, length)
        case .round:
            // Through memory, as if it had been stored and read again.
            let stored = registers.slots + (slotTotal &- 1) &* slotSize
            ci_convert(step.pointee.code, stored, code, operand.start, operand.stride, length)
            ci_convert(code, result, step.pointee.code, stored, 1, length)
        case .reduce: reduce(step, operand.start, result, rows)
        case .spread: spread(step, operand.start, result, rows)
        }
    }

    /// Runs a body over the whole tile, or row by row where an operand is one vector for each row.
    @inline(__always)
    private func compute(
        _ step: UnsafeMutablePointer<BoundStep>, _ registers: Registers,
        _ result: UnsafeMutableRawPointer, _ count: Int, _ rows: Int
    ) {
        let first = registers.current[step.pointee.operands[0]]
        var operands = InlineArray<4, TileOperand>(repeating: first)
        var position = 1
        while position < step.pointee.operandCount {
            operands[position] = registers.current[step.pointee.operands[position]]
            position &+= 1
        }
        withUnsafeMutablePointer(to: &operands) { pointer in
            let operands = UnsafeMutableRawPointer(pointer)
                .assumingMemoryBound(to: TileOperand.self)
            guard step.pointee.goesByRow, rows > 1 else {
                return step.pointee.tile.run(operands, result, count)
            }
            computeRows(step, operands, result, rows)
        }
    }

    private func computeRows(
        _ step: UnsafeMutablePointer<BoundStep>, _ operands: UnsafeMutablePointer<TileOperand>,
        _ result: UnsafeMutableRawPointer, _ rows: Int
    ) {
        let byteCount = rowLength &* step.pointee.size
        for row in 0..<rows {
            step.pointee.tile.run(operands, result + row &* byteCount, rowLength)
            for position in 0..<step.pointee.operandCount {
                let other = steps.baseAddress.unsafelyUnwrapped + step.pointee.operands[position]
                if operands[position].stride != 0 {
                    operands[position].start += byteCount
                } else if other.pointee.kind == .spread {
                    operands[position].start += TileOperand.vectorSize
                }
            }
        }
    }

    private func read(_ number: Int, _ registers: Registers, _ begin: Int, _ length: Int) {
        let reader = readers.baseAddress.unsafelyUnwrapped + number
        let step = steps.baseAddress.unsafelyUnwrapped + number
        if let lying = reader.pointee?.lying(begin, length) {
            registers.current[number] = TileOperand(lying)
            return
        }
        let own = registers.slots + step.pointee.slot &* slotSize
        // Of a number that is the same for the whole tile one vector.
        let isOne =
            step.pointee.isUniform && (reader.pointee?.repeatOne(own, begin, length) ?? false)
        registers.current[number] = TileOperand(own, stride: isOne ? 0 : 1)
        if !isOne { reader.pointee?.read(own, from: begin, count: length) }
    }

    private func reduce(
        _ step: UnsafeMutablePointer<BoundStep>, _ operand: UnsafeRawPointer,
        _ result: UnsafeMutableRawPointer, _ rows: Int
    ) {
        // Taken out of the structure once: that retains it.
        guard let combine = step.pointee.reduce?.run else { return }
        let size = step.pointee.size
        for line in 0..<rows {
            combine(operand + line &* rowLength &* size, rowLength, result + line &* size)
        }
    }

    private func spread(
        _ step: UnsafeMutablePointer<BoundStep>, _ operand: UnsafeRawPointer,
        _ result: UnsafeMutableRawPointer, _ rows: Int
    ) {
        let (size, code) = (step.pointee.size, step.pointee.type.dtypeCode)
        let (count, byteCount) =
            step.pointee.isUniform
            ? (TileOperand.vectorSize / size, TileOperand.vectorSize)
            : (rowLength, rowLength &* size)
        for line in 0..<rows {
            ci_convert(
                code, result + line &* byteCount, code, operand + line &* size, 0, count)
        }
    }

    /// Stores what is not computed where it is stored.
    @inline(__always)
    private func store(
        _ copy: UnsafeMutablePointer<BoundCopy>, _ registers: Registers, _ begin: Int, _ length: Int
    ) {
        let source = registers.current[copy.pointee.register].start
        let target = copy.pointee.target + begin &* copy.pointee.size
        if copy.pointee.from != copy.pointee.to {
            ci_convert(copy.pointee.to, target, copy.pointee.from, source, 1, length)
        } else if copy.pointee.streams {
            ci_stream_copy(target, source, length &* copy.pointee.size)
        } else {
            target.copyMemory(from: source, byteCount: length &* copy.pointee.size)
        }
    }
}

extension Scalar {
    /// Writes the number as elements of a compute type.
    func fill(_ result: UnsafeMutableRawPointer, _ type: ComputeType, _ count: Int) {
        switch self {
        case .real(let value): ci_fill_real(type.dtypeCode, result, value, count)
        case .integer(let value): ci_fill_integer(type.dtypeCode, result, value, count)
        }
    }
}

extension ComputeType {
    /// Writes the numbers from `first` on.
    func writeIndices(
        _ result: UnsafeMutableRawPointer, _ first: Int, _ count: Int
    ) {
        switch self {
        case .float32:
            let out = result.assumingMemoryBound(to: Float.self)
            for index in 0..<count { out[index] = Float(first &+ index) }
        case .float64:
            let out = result.assumingMemoryBound(to: Double.self)
            for index in 0..<count { out[index] = Double(first &+ index) }
        case .int32:
            let out = result.assumingMemoryBound(to: Int32.self)
            for index in 0..<count { out[index] = Int32(truncatingIfNeeded: first &+ index) }
        case .int64:
            let out = result.assumingMemoryBound(to: Int64.self)
            for index in 0..<count { out[index] = Int64(first &+ index) }
        }
    }
}
