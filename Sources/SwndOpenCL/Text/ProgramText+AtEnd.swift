import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Pieces of long rows: a work group for each.
extension ProgramText {
    mutating func writePieces() {
        let lanes = plan.shape.lanes
        add("const int lane = get_local_id(0);")
        add("const index_t row = get_group_id(0) / pieces;")
        add("const index_t begin = get_group_id(0) % pieces * piece;")
        add("const index_t taken = min(piece, length - begin);")
        let count = program.steps.count
        let reduced = program.reductions.enumerated().map { number, reduction in
            (step: count + number, operand: reduction.register)
        }
        for (step, operand) in reduced { add("\(program.steps[operand].type.name) a\(step) = 0;") }
        add("for (index_t k = lane; k < taken; k += \(lanes)) {")
        add("const index_t i = row * length + begin + k;", 2)
        writeElement(reduced, isFirst: "k == lane")
        add("}")
        for (number, reduction) in program.reductions.enumerated() {
            let name = "a\(count + number)"
            writeTree(
                reduction.kernel, reduction.type, name, active: "taken", prefix: "s\(number)_")
            let place = "get_group_id(0)"
            add(
                "if (lane == 0) { \(storeSum(number, reduction, name, place)) }")
        }
    }

    /// All of an element: its outputs, and what it adds to the sums.
    private mutating func writeElement(
        _ reduced: [(step: Int, operand: Int)], isFirst: String
    ) {
        var steps = StepWriter(plan, known: [:], prefix: "t", depth: 2, index: "i", row: "row")
        for (_, operand) in reduced { _ = steps.name(of: operand) }
        steps.store(program.outputs.indices, at: "i")
        for (position, (step, operand)) in reduced.enumerated() {
            let type = program.steps[operand].type
            let name = steps.name(of: operand)
            let both = steps.combined(
                program.reductions[position].kernel, type, "a\(step)", name)
            steps.add("a\(step) = \(isFirst) ? \(name) : \(both);")
        }
        take(steps)
    }

    private func storeSum(
        _ number: Int, _ reduction: Program.Reduction, _ name: String, _ place: String
    ) -> String {
        plan.isPartial
            ? "sum\(number)[\(place)] = \(name);"
            : Conversions.store(
                name, reduction.type, in: "sum\(number)", place, as: reduction.dtype)
    }
}

// Columns: a work group for some of them side by side and a piece of their rows.
extension ProgramText {
    mutating func writeColumns() {
        let (lanes, rows) = (plan.shape.lanes, plan.shape.rows)
        add("const int side = get_local_id(0) % \(lanes);")
        add("const int lane = get_local_id(0) / \(lanes);")
        add("const index_t column = get_group_id(0) * (index_t)\(lanes) + side;")
        add("const index_t plane = get_group_id(1) / pieces;")
        add("const index_t begin = get_group_id(1) % pieces * piece;")
        add("const index_t taken = min(piece, rows - begin);")
        let count = program.steps.count
        let reduced = program.reductions.enumerated().map { number, reduction in
            (step: count + number, operand: reduction.register)
        }
        for (step, operand) in reduced { add("\(program.steps[operand].type.name) a\(step) = 0;") }
        add("if (column < columns) {")
        add("for (index_t k = lane; k < taken; k += \(rows)) {")
        add("const index_t i = (plane * rows + begin + k) * columns + column;", 2)
        writeElement(reduced, isFirst: "k == lane")
        add("}")
        add("}")
        for (number, reduction) in program.reductions.enumerated() {
            let name = "a\(count + number)"
            if rows > 1 { writeColumnTree(reduction, name, prefix: "s\(number)_") }
            let place = "get_group_id(1) * columns + column"
            add("if (lane == 0 && column < columns) {")
            add(storeSum(number, reduction, name, place), 2)
            add("}")
        }
    }

    private mutating func writeColumnTree(
        _ reduction: Program.Reduction, _ name: String, prefix: String
    ) {
        let (lanes, rows, size) = (plan.shape.lanes, plan.shape.rows, plan.shape.size)
        let type = reduction.type
        add("__local \(type.name) \(prefix)all[\(size)];")
        add("const int \(prefix)at = get_local_id(0);")
        add("\(prefix)all[\(prefix)at] = \(name);")
        add("for (int d = \(rows / 2); d > 0; d /= 2) {")
        add("barrier(CLK_LOCAL_MEM_FENCE);", 2)
        add("if (lane < d && lane + d < taken) {", 2)
        var steps = StepWriter(plan, known: [:], prefix: prefix, depth: 3, index: "i", row: "row")
        let (a, b) = ("\(prefix)all[\(prefix)at]", "\(prefix)all[\(prefix)at + d * \(lanes)]")
        steps.add("\(a) = \(steps.combined(reduction.kernel, type, a, b));")
        take(steps)
        add("}", 2)
        add("}")
        add("\(name) = \(prefix)all[\(prefix)at];")
    }
}
