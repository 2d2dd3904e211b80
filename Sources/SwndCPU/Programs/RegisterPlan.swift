import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Where the registers of a program lie while a thread works on a tile.
///
/// Scratch memory is given out in slots of one tile each, and a slot is given out again after the last use of what lies in it: so
/// the registers of a long chain stay in the first cache.
struct RegisterPlan {
    enum Place {
        /// Where the input lies, as it is computed.
        case input
        /// A slot of scratch memory.
        case slot(Int)
        /// Where the output lies.
        case output(Int)
    }

    private(set) var places: [Place]
    /// Steps whose results are the same for all tiles: done once by each thread.
    private(set) var isFixed: [Bool]
    /// Registers of which one vector is enough where all elements of a line are the same: who uses them knows.
    private(set) var isUniform: [Bool]
    private(set) var slotCount = 0
    /// Outputs that are copied from a register when the tile is done.
    private(set) var copied: [Int] = []

    /// - Parameters:
    ///   - isDirect: whether a load needs no conversion and no gathering at all.
    ///   - isFixedLoad: whether a load is the same for all tiles.
    ///   - mayReach: whether a body may store in an output, full or per row, where it goes beyond the tile by less than a vector.
    ///   - isEven: whether a constant, a load or what is spread over rows may be one vector, since its elements are the same
    ///     everywhere, for a row, or in some tiles.
    ///   - streams: whether full outputs go past the caches.
    init(
        _ launch: ProgramLaunch, isDirect: (Int) -> Bool, isFixedLoad: (Int) -> Bool,
        mayReach: (_ isPerRow: Bool) -> Bool, isEven: (Int) -> Bool, streams: Bool
    ) {
        let program = launch.program
        let steps = program.steps
        var lastUse = [Int](repeating: -1, count: steps.count)
        // The last step that reads from an input.
        var lastRead = [Int](repeating: -1, count: program.inputs.count)
        isFixed = .init(repeating: false, count: steps.count)
        isUniform = .init(repeating: false, count: steps.count)
        places = .init(repeating: .input, count: steps.count)
        for (number, step) in steps.enumerated() {
            var areFixed = true
            for operand in step.operands {
                lastUse[operand] = number
                if case .load(let input, _) = steps[operand].action { lastRead[input] = number }
                areFixed = areFixed && isFixed[operand]
            }
            switch step.action {
            case .load(let input, _):
                isFixed[number] = isFixedLoad(number)
                lastRead[input] = number
            case .index, .reduce: break
            // Rows may be fewer in the last tile, so what is made of rows is made for each tile.
            default: isFixed[number] = areFixed
            }
        }
        let end = steps.count
        for reduction in program.reductions { lastUse[reduction.register] = end }
        var target = [Int](repeating: -1, count: steps.count)
        for (position, output) in program.outputs.enumerated() {
            let step = steps[output.register]
            let isLoad = if case .load = step.action { true } else { false }
            // An output in the place of an input is written when that has been read for the last time.
            let isEarly =
                launch.isInPlace[position]
                && launch.inputs.indices.contains {
                    launch.inputs[$0] == UnsafeRawPointer(launch.outputs[position])
                        && lastRead[$0] > output.register
                }
            if output.dtype != step.type.dtype || isFixed[output.register] || isLoad || isEarly
                || target[output.register] >= 0 || !mayReach(step.isPerRow)
                || (streams && !launch.isInPlace[position])
            {
                copied.append(position)
                lastUse[output.register] = end
            } else {
                target[output.register] = position
            }
        }
        findUniform(program, isEven)
        giveSlots(steps, lastUse, target, isDirect)
    }

    /// A register may be one vector if its elements can all be the same, and if all that use it take it so.
    private mutating func findUniform(_ program: Program, _ isEven: (Int) -> Bool) {
        for (number, step) in program.steps.enumerated() {
            switch step.action {
            case .constant, .load, .spread: isUniform[number] = isEven(number)
            case .index, .reduce: break
            case .pointwise, .convert, .truth, .round:
                isUniform[number] = isFixed[number] && step.operands.allSatisfy { isUniform[$0] }
            }
        }
        func useWhole(_ register: Int) { isUniform[register] = false }
        for output in program.outputs { useWhole(output.register) }
        for reduction in program.reductions { useWhole(reduction.register) }
        for step in program.steps {
            switch step.action {
            case .constant, .load, .index, .pointwise: break
            case .reduce, .spread: for operand in step.operands { useWhole(operand) }
            case .convert, .truth, .round:
                for operand in step.operands {
                    if case .spread = program.steps[operand].action { useWhole(operand) }
                }
            }
        }
    }

    private mutating func giveSlots(
        _ steps: [Program.Step], _ lastUse: [Int], _ target: [Int], _ isDirect: (Int) -> Bool
    ) {
        var free: [Int] = []
        for (number, step) in steps.enumerated() {
            var own: Int?
            switch step.action {
            case .load where isDirect(number): places[number] = .input
            case _ where target[number] >= 0: places[number] = .output(target[number])
            case .pointwise where !isFixed[number]:
                // Element by element, the result may lie where an operand did, but not where one vector is read again and again.
                release(step, number, lastUse, &free) { !isUniform[$0] }
                own = free.popLast() ?? newSlot()
                release(step, number, lastUse, &free) { isUniform[$0] }
            default: own = isFixed[number] ? newSlot() : free.popLast() ?? newSlot()
            }
            if let own { places[number] = .slot(own) }
            if case .pointwise = step.action, own != nil, !isFixed[number] { continue }
            release(step, number, lastUse, &free) { _ in true }
        }
    }

    private mutating func newSlot() -> Int {
        slotCount += 1
        return slotCount - 1
    }

    /// Slots of those operands that nobody needs after a step.
    private func release(
        _ step: Program.Step, _ number: Int, _ lastUse: [Int], _ free: inout [Int],
        where isMeant: (Int) -> Bool
    ) {
        for (position, operand) in step.operands.enumerated()
        where lastUse[operand] == number && !isFixed[operand] && isMeant(operand) {
            if step.operands.prefix(position).contains(operand) { continue }
            if case .slot(let slot) = places[operand] { free.append(slot) }
        }
    }
}
