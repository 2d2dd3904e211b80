import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Rows, with reductions in the midst: each has a pass over the row, and those that do not need each other share it.
//
// Rows that are not long are held in registers: each lane has a fixed number of elements, so that loops over them can be unrolled, all loads
// of a pass are under way together, and what a later pass needs is neither loaded nor computed again.
extension ProgramText {
    mutating func writeRows() {
        let (lanes, rows) = (plan.shape.lanes, plan.shape.rows)
        add("const int lane = get_local_id(0) % \(lanes);")
        add("const index_t own = get_group_id(0) * (index_t)\(rows) + get_local_id(0) / \(lanes);")
        add("const index_t row = min(own, rows - 1);")
        let passes = RowPasses(program)
        // More arrays than that would not stay in registers.
        let isKept = plan.shape.kept > 0 && passes.keptCount <= 4
        var known: [Int: Expression] = [:]
        for pass in passes.all {
            if isKept {
                writeKeptPass(pass, &known)
            } else {
                writePass(pass, &known)
            }
        }
        writeFullOutputs(known, isKept: isKept)
        writeRowOutputs(known)
    }

    private mutating func writeFullOutputs(_ known: [Int: Expression], isKept: Bool) {
        let lanes = plan.shape.lanes
        let outputs = program.outputs.indices.filter {
            !program.steps[program.outputs[$0].register].isPerRow
        }
        guard !outputs.isEmpty else { return }
        add("if (own < rows) {")
        if isKept {
            beginKept()
        } else {
            add("for (index_t k = lane; k < length; k += \(lanes)) {", 2)
            add("const index_t i = row * length + k;", 3)
        }
        var steps = StepWriter(
            plan, known: known, prefix: "t", depth: 3, index: "i", row: "row")
        steps.store(outputs, at: "i", where: isKept ? "k < length" : nil)
        take(steps)
        add("}", 2)
        add("}")
    }

    private mutating func writeRowOutputs(_ known: [Int: Expression]) {
        let outputs = program.outputs.enumerated().filter {
            program.steps[$0.element.register].isPerRow
        }
        guard !outputs.isEmpty else { return }
        add("if (own < rows && lane == 0) {")
        var steps = StepWriter(plan, known: known, prefix: "u", depth: 2, index: "row", row: "row")
        for (number, output) in outputs {
            let name = steps.name(of: output.register)
            steps.add(
                Conversions.store(
                    name, program.steps[output.register].type, in: "out\(number)", "row",
                    as: output.dtype))
        }
        take(steps)
        add("}")
    }

    /// A pass that combines registers over the row.
    private mutating func writePass(_ pass: RowPasses.Pass, _ known: inout [Int: Expression]) {
        let (lanes, prefix) = (plan.shape.lanes, "p\(pass.number)_")
        declare(pass)
        add("{")
        add("const index_t i = row * length + lane;", 2)
        var first = StepWriter(
            plan, known: known, prefix: prefix + "f", depth: 2, index: "i", row: "row")
        for reduction in pass.reductions {
            first.add("a\(reduction.step) = \(first.name(of: reduction.operand));")
        }
        take(first)
        add("}")
        add("for (index_t k = lane + \(lanes); k < length; k += \(lanes)) {")
        add("const index_t i = row * length + k;", 2)
        var next = StepWriter(
            plan, known: known, prefix: prefix, depth: 2, index: "i", row: "row")
        for reduction in pass.reductions {
            let name = next.name(of: reduction.operand)
            let type = program.steps[reduction.operand].type
            let both = next.combined(reduction.kernel, type, "a\(reduction.step)", name)
            next.add("a\(reduction.step) = \(both);")
        }
        take(next)
        add("}")
        combine(pass, &known)
    }

    /// The same, with what later passes need kept in registers. Lanes beyond the end of the row do again what the last element needs.
    private mutating func writeKeptPass(_ pass: RowPasses.Pass, _ known: inout [Int: Expression]) {
        declare(pass)
        for register in pass.kept {
            add("\(program.steps[register].type.name) k\(register)[\(plan.shape.kept)];")
        }
        add("{")
        beginKept()
        var steps = StepWriter(
            plan, known: known, prefix: "p\(pass.number)_", depth: 3, index: "i", row: "row")
        for reduction in pass.reductions {
            let name = steps.name(of: reduction.operand)
            let sum = "a\(reduction.step)"
            let type = program.steps[reduction.operand].type
            let both = steps.combined(reduction.kernel, type, sum, name)
            steps.add("\(sum) = n == 0 ? \(name) : k < length ? \(both) : \(sum);")
        }
        for register in pass.kept {
            steps.add("k\(register)[n] = \(steps.name(of: register));")
        }
        take(steps)
        add("}", 2)
        add("}")
        for register in pass.kept {
            known[register] = Expression(named: "k\(register)[n]", program.steps[register].type)
        }
        combine(pass, &known)
    }

    /// The beginning of a loop over the elements of a lane.
    private mutating func beginKept() {
        body.append("#pragma unroll")
        add("for (int n = 0; n < \(plan.shape.kept); n++) {", 2)
        add("const index_t k = lane + n * \(plan.shape.lanes);", 3)
        add("const index_t i = row * length + min(k, length - 1);", 3)
    }

    private mutating func declare(_ pass: RowPasses.Pass) {
        for reduction in pass.reductions {
            add("\(program.steps[reduction.step].type.name) a\(reduction.step) = 0;")
        }
    }

    /// What the lanes have combined for themselves is combined.
    private mutating func combine(_ pass: RowPasses.Pass, _ known: inout [Int: Expression]) {
        let lanes = plan.shape.lanes
        for reduction in pass.reductions {
            let type = program.steps[reduction.step].type
            if lanes > 1 {
                writeTree(
                    reduction.kernel, type, "a\(reduction.step)", of: lanes, active: "\(lanes)",
                    prefix: "p\(pass.number)_c\(reduction.step)_")
            }
            known[reduction.step] = Expression(named: "a\(reduction.step)", type)
        }
    }

    /// Combines what the lanes of a work group have, by halves; then all of them have the whole.
    ///
    /// - Parameters:
    ///   - lanes: how many of them share something.
    ///   - distance: how far the work items of neighbouring lanes lie apart.
    ///   - active: how many of them have something.
    mutating func writeTree(
        _ kernel: ReductionKernel, _ type: ComputeType, _ name: String, of lanes: Int,
        apart distance: Int = 1, active: String, prefix: String
    ) {
        let all = "\(prefix)all"
        func place(_ lane: String) -> String { distance == 1 ? lane : "\(lane) * \(distance)" }
        add("__local \(type.name) \(all)[\(plan.shape.size)];")
        add("const int \(prefix)at = get_local_id(0);")
        add("\(all)[\(prefix)at] = \(name);")
        add("for (int d = \(lanes / 2); d > 0; d /= 2) {")
        add("barrier(CLK_LOCAL_MEM_FENCE);", 2)
        add("if (lane < d && lane + d < \(active)) {", 2)
        var steps = StepWriter(plan, known: [:], prefix: prefix, depth: 3, index: "i", row: "row")
        let (a, b) = ("\(all)[\(prefix)at]", "\(all)[\(prefix)at + \(place("d"))]")
        steps.add("\(a) = \(steps.combined(kernel, type, a, b));")
        take(steps)
        add("}", 2)
        add("}")
        add("barrier(CLK_LOCAL_MEM_FENCE);")
        add("\(name) = \(all)[\(prefix)at - \(place("lane"))];")
    }
}
