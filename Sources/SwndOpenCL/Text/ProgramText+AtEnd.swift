import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Reductions at the end of a program: a work group for each piece of what is combined.
extension ProgramText {
    /// Pieces of long rows.
    mutating func writePieces() {
        let lanes = plan.shape.lanes
        add("const int lane = get_local_id(0);")
        add("const index_t row = get_group_id(0) / pieces;")
        add("const index_t begin = get_group_id(0) % pieces * piece;")
        add("const index_t taken = min(piece, length - begin);")
        writeSums(step: lanes, index: "row * length + begin + k")
        for number in program.reductions.indices {
            let reduction = program.reductions[number]
            writeTree(
                reduction.kernel, reduction.type, sum(number), of: lanes, active: "taken",
                prefix: "s\(number)_")
            store(number, at: "get_group_id(0)", where: "lane == 0")
        }
    }

    /// Some columns side by side, and a piece of their rows.
    mutating func writeColumns() {
        let (lanes, rows) = (plan.shape.lanes, plan.shape.rows)
        add("const int side = get_local_id(0) % \(lanes);")
        add("const int lane = get_local_id(0) / \(lanes);")
        add("const index_t column = get_group_id(0) * (index_t)\(lanes) + side;")
        add("const index_t plane = get_group_id(1) / pieces;")
        add("const index_t begin = get_group_id(1) % pieces * piece;")
        add("const index_t taken = column < columns ? min(piece, rows - begin) : 0;")
        writeSums(step: rows, index: "(plane * rows + begin + k) * columns + column")
        for number in program.reductions.indices {
            let reduction = program.reductions[number]
            if rows > 1 {
                writeTree(
                    reduction.kernel, reduction.type, sum(number), of: rows, apart: lanes,
                    active: "taken", prefix: "s\(number)_")
            }
            store(
                number, at: "get_group_id(1) * columns + column",
                where: "lane == 0 && column < columns")
        }
    }

    /// The variable that a reduction adds to.
    private func sum(_ number: Int) -> String { "a\(program.steps.count + number)" }

    /// The loop of a lane over its share of a piece: the outputs of each element, and what it adds to the sums.
    private mutating func writeSums(step: Int, index: String) {
        for (number, reduction) in program.reductions.enumerated() {
            add("\(program.steps[reduction.register].type.name) \(sum(number)) = 0;")
        }
        add("for (index_t k = lane; k < taken; k += \(step)) {")
        add("const index_t i = \(index);", 2)
        var steps = StepWriter(plan, known: [:], prefix: "t", depth: 2, index: "i", row: "row")
        for reduction in program.reductions { _ = steps.name(of: reduction.register) }
        steps.store(program.outputs.indices, at: "i")
        for (number, reduction) in program.reductions.enumerated() {
            let type = program.steps[reduction.register].type
            let name = steps.name(of: reduction.register)
            let both = steps.combined(reduction.kernel, type, sum(number), name)
            steps.add("\(sum(number)) = k == lane ? \(name) : \(both);")
        }
        take(steps)
        add("}")
    }

    /// Stores what a work group has combined.
    private mutating func store(_ number: Int, at place: String, where isMine: String) {
        let reduction = program.reductions[number]
        add("if (\(isMine)) {")
        add(
            plan.isPartial
                ? "sum\(number)[\(place)] = \(sum(number));"
                : Conversions.store(
                    sum(number), reduction.type, in: "sum\(number)", place, as: reduction.dtype),
            2)
        add("}")
    }
}
