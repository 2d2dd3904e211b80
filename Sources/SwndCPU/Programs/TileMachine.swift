import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// A program bound to memory: runs it over any tile.
///
/// Shared by the threads of a launch, which do not change it; each has its own ``TileMachine/Registers``.
final class TileMachine: @unchecked Sendable {
    /// A step with all that a tile needs to know of it, in one place.
    private struct BoundStep {
        let action: Program.Step.Action
        let operands: InlineArray<4, Int>
        let type: ComputeType
        let size: Int
        let isPerRow: Bool
    }

    /// What the tiles of one thread work in.
    struct Registers {
        let current: UnsafeMutablePointer<UnsafeMutableRawPointer>
        let scratch: UnsafeMutableRawPointer
    }

    let launch: ProgramLaunch
    /// Elements of a tile at most.
    let tileCount: Int
    private let slotSize: Int
    private let plan: RegisterPlan
    private let readers: [Reader?]
    private let steps: [BoundStep]
    private let rowLength: Int
    /// Whether full outputs go past the caches.
    private let streams: Bool

    /// Results larger than this would not stay in the cache anyway.
    private static let streamedByteCount = 8 << 20

    /// - Parameters:
    ///   - grid: a number of elements that all tiles begin at a multiple of, but for what may be beyond the end of the space.
    init(_ launch: ProgramLaunch, tileCount: Int, grid: Int, rowLength: Int) {
        let program = launch.program
        self.launch = launch
        self.tileCount = tileCount
        self.rowLength = rowLength
        var readers: [Reader?] = []
        readers.reserveCapacity(program.steps.count)
        for step in program.steps {
            guard case .load(let number, let truth) = step.action else {
                readers.append(nil)
                continue
            }
            let input = program.inputs[number]
            readers.append(
                Reader(
                    launch.inputs[number], input.dtype, as: input.layout, to: step.type.dtype,
                    truth: truth))
        }
        let written = program.outputs.reduce(0) { sum, output in
            program.steps[output.register].isPerRow
                ? sum : sum &+ program.count &* output.dtype.byteCount
        }
        streams = written >= Self.streamedByteCount
        self.readers = readers
        plan = RegisterPlan(
            launch, isDirect: { readers[$0]?.direct != nil },
            isFixedLoad: { readers[$0]?.isConstant ?? false },
            // Vectors have 16 lanes at most: on a grid of so many elements no tile's last one reaches into another tile.
            mayReach: { isPerRow in
                grid >= program.count || (isPerRow ? grid / rowLength : grid) % 16 == 0
            }, streams: streams)
        var widest = 4
        steps = program.steps.map { step in
            var operands = InlineArray<4, Int>(repeating: 0)
            for (position, operand) in step.operands.enumerated() where position < 4 {
                operands[position] = operand
            }
            if step.type.byteSize > widest { widest = step.type.byteSize }
            return BoundStep(
                action: step.action, operands: operands, type: step.type, size: step.type.byteSize,
                isPerRow: step.isPerRow)
        }
        // Whole vectors, and one more: bodies may go beyond the count by less than a vector.
        slotSize = (tileCount &* widest &+ 127) / 64 &* 64
    }

    /// Gives a thread its registers, with everything in them that is the same for all tiles.
    func withRegisters(_ body: (Registers) -> Void) {
        let count = steps.count
        withUnsafeTemporaryAllocation(
            byteCount: plan.slotCount &* slotSize &+ 64, alignment: 64
        ) { memory in
            withUnsafeTemporaryAllocation(of: UnsafeMutableRawPointer.self, capacity: count + 1) {
                pointers in
                guard let scratch = memory.baseAddress, let current = pointers.baseAddress else {
                    return
                }
                current.initialize(repeating: scratch, count: count + 1)
                let registers = Registers(current: current, scratch: scratch)
                for (number, place) in plan.places.enumerated() {
                    if case .slot(let slot) = place { current[number] = scratch + slot &* slotSize }
                }
                for number in steps.indices where plan.isFixed[number] {
                    run(number, registers, 0, tileCount, 0, Swift.max(1, tileCount / rowLength))
                }
                body(registers)
                if streams { ci_stream_fence() }
            }
        }
    }

    /// Runs all steps over `count` elements from the `first` on, which are whole rows where the program works on rows.
    @inline(__always)
    func runTile(_ registers: Registers, _ first: Int, _ count: Int) {
        let row = first / rowLength
        let rows = Swift.max(1, count / rowLength)
        plan.isFixed.withUnsafeBufferPointer { isFixed in
            plan.places.withUnsafeBufferPointer { places in
                var number = 0
                while number < isFixed.count {
                    if !isFixed[number] {
                        place(places[number], number, registers, first, row)
                        run(number, registers, first, count, row, rows)
                    }
                    number &+= 1
                }
            }
        }
        for position in plan.copied { copyOut(position, registers, first, count, row, rows) }
    }

    /// Lets registers that lie in inputs and outputs point at the tile.
    @inline(__always)
    private func place(
        _ place: RegisterPlan.Place, _ number: Int, _ registers: Registers, _ first: Int, _ row: Int
    ) {
        switch place {
        case .slot: break
        case .input:
            guard case .load = steps[number].action, let start = readers[number]?.direct else {
                return
            }
            registers.current[number] =
                UnsafeMutableRawPointer(mutating: start)
                + (steps[number].isPerRow ? row : first) &* steps[number].size
        case .output(let position):
            registers.current[number] =
                launch.outputs[position]
                + (steps[number].isPerRow ? row : first) &* steps[number].size
        }
    }

    private func run(
        _ number: Int, _ registers: Registers, _ first: Int, _ count: Int, _ row: Int, _ rows: Int
    ) {
        let bound = steps[number]
        let type = bound.type
        let result = registers.current[number]
        let (begin, length) = bound.isPerRow ? (row, rows) : (first, count)
        let operand = UnsafeRawPointer(registers.current[bound.operands[0]])
        switch bound.action {
        case .load:
            guard case .slot(let slot) = plan.places[number], let reader = readers[number] else {
                return
            }
            if let lying = reader.lying(begin, length) {
                registers.current[number] = UnsafeMutableRawPointer(mutating: lying)
            } else {
                let own = registers.scratch + slot &* slotSize
                registers.current[number] = own
                reader.read(own, from: begin, count: length)
            }
        case .constant(let scalar): scalar.fill(result, type, length)
        case .index: type.writeIndices(result, begin, length)
        case .pointwise(let tile):
            var operands = InlineArray<4, UnsafeRawPointer> {
                UnsafeRawPointer(registers.current[bound.operands[$0]])
            }
            withUnsafePointer(to: &operands) { pointers in
                tile.run(
                    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self),
                    result, length)
            }
        case .convert(let from):
            ci_convert(type.dtypeCode, result, from.dtypeCode, operand, 1, length)
        case .truth(let from):
            ci_truth(type.dtypeCode, result, from.dtypeCode, operand, 1, length)
        case .round(let dtype): round(operand, result, type, dtype, length)
        case .reduce(let kernel):
            let functions = kernel.functions(type)
            for line in 0..<rows {
                functions.run(
                    operand + line &* rowLength &* bound.size, rowLength,
                    result + line &* bound.size)
            }
        case .spread:
            for line in 0..<rows {
                ci_convert(
                    type.dtypeCode, result + line &* rowLength &* bound.size,
                    type.dtypeCode, operand + line &* bound.size, 0, rowLength)
            }
        }
    }

    /// Elements as they are after having been stored as a dtype.
    private func round(
        _ source: UnsafeRawPointer, _ result: UnsafeMutableRawPointer, _ type: ComputeType,
        _ dtype: DType, _ count: Int
    ) {
        withUnsafeTemporaryAllocation(byteCount: count &* dtype.byteCount &+ 64, alignment: 64) {
            memory in
            guard let stored = memory.baseAddress else { return }
            ci_convert(dtype.rawValue, stored, type.dtypeCode, source, 1, count)
            ci_convert(type.dtypeCode, result, dtype.rawValue, stored, 1, count)
        }
    }

    /// Stores what is not computed where it is stored.
    private func copyOut(
        _ position: Int, _ registers: Registers, _ first: Int, _ count: Int, _ row: Int, _ rows: Int
    ) {
        let output = launch.program.outputs[position]
        let step = launch.program.steps[output.register]
        let (begin, length) = step.isPerRow ? (row, rows) : (first, count)
        let target = launch.outputs[position] + begin &* output.dtype.byteCount
        let source = UnsafeRawPointer(registers.current[output.register])
        guard output.dtype == step.type.dtype else {
            ci_convert(output.dtype.rawValue, target, step.type.dtypeCode, source, 1, length)
            return
        }
        let byteCount = length &* output.dtype.byteCount
        if streams, !step.isPerRow, !launch.isInPlace[position] {
            ci_stream_copy(target, source, byteCount)
        } else {
            target.copyMemory(from: source, byteCount: byteCount)
        }
    }
}

extension Scalar {
    /// Writes the number as elements of a compute type.
    fileprivate func fill(_ result: UnsafeMutableRawPointer, _ type: ComputeType, _ count: Int) {
        switch self {
        case .real(let value): ci_fill_real(type.dtypeCode, result, value, count)
        case .integer(let value): ci_fill_integer(type.dtypeCode, result, value, count)
        }
    }
}

extension ComputeType {
    /// Writes the numbers from `first` on.
    fileprivate func writeIndices(
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
