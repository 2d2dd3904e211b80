import SwndEngine
import SwndGraph

/// The passes of a program over each row: one for reductions that do not need each other's results, then the next.
struct RowPasses {
    struct Reduction {
        let step: Int
        let operand: Int
        let kernel: ReductionKernel
    }

    struct Pass {
        let number: Int
        let reductions: [Reduction]
        /// Registers that are computed in this pass for each element, and of which later passes make something new.
        var kept: [Int] = []
    }

    private(set) var all: [Pass] = []

    /// Registers that are kept for each element of a row.
    var keptCount: Int { all.reduce(0) { $0 + $1.kept.count } }

    init(_ program: Program) {
        let steps = program.steps
        let levels = Self.levels(steps)
        for level in 1...Swift.max(1, levels.max() ?? 0) {
            let reductions = steps.indices.compactMap { number -> Reduction? in
                guard case .reduce(let kernel) = steps[number].action, levels[number] == level
                else { return nil }
                return Reduction(step: number, operand: steps[number].operands[0], kernel: kernel)
            }
            guard !reductions.isEmpty else { continue }
            all.append(Pass(number: level - 1, reductions: reductions))
        }
        findKept(program)
    }

    /// How many reductions come before each step, one after the other.
    private static func levels(_ steps: [Program.Step]) -> [Int] {
        var levels: [Int] = []
        for step in steps {
            var level = 0
            for operand in step.operands { level = Swift.max(level, levels[operand]) }
            if case .reduce = step.action { level += 1 }
            levels.append(level)
        }
        return levels
    }

    private mutating func findKept(_ program: Program) {
        let steps = program.steps
        // The pass in which each register is computed first.
        var firsts = [Int?](repeating: nil, count: steps.count)
        func ask(_ register: Int, in pass: Int) {
            guard !steps[register].isPerRow else { return }
            if let first = firsts[register] {
                guard first < pass, steps[register].isWorthKeeping,
                    !all[first].kept.contains(register)
                else { return }
                return all[first].kept.append(register)
            }
            firsts[register] = pass
            for operand in steps[register].operands { ask(operand, in: pass) }
        }
        for number in all.indices {
            for reduction in all[number].reductions { ask(reduction.operand, in: number) }
        }
        for output in program.outputs { ask(output.register, in: all.count) }
    }
}

extension Program.Step {
    /// Whether it takes more to have the result again than to keep it.
    fileprivate var isWorthKeeping: Bool {
        switch action {
        case .constant, .index, .spread, .reduce: false
        case .load, .pointwise, .convert, .truth, .round: true
        }
    }
}
