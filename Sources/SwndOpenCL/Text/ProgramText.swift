import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// The OpenCL C of a program.
struct ProgramText {
    let plan: ProgramPlan
    private(set) var usesDouble: Bool
    private(set) var isIncomplete = false
    private var body: [String] = []

    var program: Program { plan.program }

    /// The text of the kernel; nothing where a body in it has none.
    static func text(of plan: ProgramPlan) -> (text: String, usesDouble: Bool)? {
        var text = ProgramText(plan)
        switch plan.shape.kind {
        case .elements: text.writeElements()
        case .loops: text.writeLoops()
        case .rows: text.writeRows()
        case .pieces: text.writePieces()
        case .columns: text.writeColumns()
        }
        return text.isIncomplete ? nil : (text.whole, text.usesDouble)
    }

    private init(_ plan: ProgramPlan) {
        self.plan = plan
        let program = plan.program
        usesDouble =
            program.inputs.contains { $0.dtype == .float64 }
            || program.outputs.contains { $0.dtype == .float64 }
            || program.reductions.contains { $0.dtype == .float64 }
            || program.steps.contains { $0.type == .float64 }
    }

    private var whole: String {
        let sizes: [String] =
            switch plan.shape.kind {
            case .elements: ["const index_t count"]
            case .loops: ["const index_t count", "const index_t each"]
            case .rows: ["const index_t rows", "const index_t length"]
            case .pieces: ["const index_t length", "const index_t pieces", "const index_t piece"]
            case .columns:
                [
                    "const index_t rows", "const index_t columns", "const index_t pieces",
                    "const index_t piece",
                ]
            }
        let group = plan.shape.size
        return Conversions.prelude(usesDouble: usesDouble)
            + "typedef \(plan.isLarge ? "long" : "int") index_t;\n"
            + (plan.shape.kind == .elements
                ? "" : "__attribute__((reqd_work_group_size(\(group), 1, 1)))\n")
            + "__kernel void run(\n    " + (sizes + plan.parameters).joined(separator: ",\n    ")
            + ") {\n" + body.joined(separator: "\n") + "\n}\n"
    }

    mutating func add(_ line: String, _ depth: Int = 1) {
        body.append(String(repeating: "    ", count: depth) + line)
    }

    mutating func take(_ steps: StepWriter) {
        body += steps.lines
        usesDouble = usesDouble || steps.usesDouble
        isIncomplete = isIncomplete || steps.isIncomplete
    }

    /// The statements that store the full outputs of an element.
    private mutating func writeOutputs(
        _ known: [Int: Expression], prefix: String, depth: Int, index: String
    ) {
        var steps = StepWriter(
            plan, known: known, prefix: prefix, depth: depth, index: index, row: "row")
        steps.store(
            program.outputs.indices.filter {
                !program.steps[program.outputs[$0].register].isPerRow
            }, at: index)
        take(steps)
    }
}

// One work item for each element.
extension ProgramText {
    private mutating func writeElements() {
        guard plan.shape.lanes > 1 else {
            add("const index_t i = get_global_id(0);")
            add("if (i < count) {")
            writeElement()
            return add("}")
        }
        // Some elements for each work item, a group apart: all are loaded before the first is stored.
        let (times, group) = (plan.shape.lanes, plan.shape.rows)
        add("const index_t first =")
        add("get_group_id(0) * (index_t)\(times * group) + get_local_id(0);", 2)
        add("if (first + \((times - 1) * group) < count) {")
        for number in 0..<times { add("const index_t i\(number) = first + \(number * group);", 2) }
        var all = (0..<times).map { number in
            StepWriter(
                plan, known: [:], prefix: "t\(number)_", depth: 2, index: "i\(number)",
                row: "i\(number)")
        }
        var stores: [String] = []
        for number in 0..<times {
            for (position, output) in program.outputs.enumerated() {
                let name = all[number].name(of: output.register)
                stores.append(
                    Conversions.store(
                        name, program.steps[output.register].type, in: "out\(position)",
                        "i\(number)", as: output.dtype))
            }
            take(all[number])
        }
        for store in stores { add(store, 2) }
        add("} else {")
        add("for (index_t i = first; i < count; i += \(group)) {", 2)
        writeElement()
        add("}", 2)
        add("}")
    }

    /// A loop over elements that lie side by side. The pragma is for compilers made of Clang, as PoCL's is: it takes twice as many
    /// for a vector as it would by itself.
    private mutating func writeLoops() {
        add("const index_t begin = get_global_id(0) * each;")
        add("const index_t end = min(begin + each, count);")
        body.append("#pragma clang loop vectorize_width(16)")
        add("for (index_t i = begin; i < end; i++) {")
        writeElement()
        add("}")
    }

    /// All of element `i`.
    private mutating func writeElement() {
        var steps = StepWriter(plan, known: [:], prefix: "t", depth: 2, index: "i", row: "i")
        steps.store(program.outputs.indices, at: "i")
        // Of rows of one element, which need no combining.
        for (number, reduction) in program.reductions.enumerated() {
            let name = steps.name(of: reduction.register)
            steps.add(
                Conversions.store(
                    name, reduction.type, in: "sum\(number)", "i", as: reduction.dtype))
        }
        take(steps)
    }
}

// Rows, with reductions in the midst: each has a pass over the row, and those that do not need each other share it.
extension ProgramText {
    private mutating func writeRows() {
        let (lanes, rows) = (plan.shape.lanes, plan.shape.rows)
        add("const int lane = get_local_id(0) % \(lanes);")
        add("const index_t own = get_group_id(0) * (index_t)\(rows) + get_local_id(0) / \(lanes);")
        add("const index_t row = min(own, rows - 1);")
        let levels = levels()
        var known: [Int: Expression] = [:]
        for level in 0...(levels.max() ?? 0) {
            let reduced = program.steps.indices.filter { number in
                guard case .reduce = program.steps[number].action else { return false }
                return levels[number] == level + 1
            }
            guard !reduced.isEmpty else { continue }
            writePass(reduced.map { ($0, program.steps[$0].operands[0]) }, &known, level)
        }
        let hasFull = program.outputs.contains { !program.steps[$0.register].isPerRow }
        if hasFull {
            add("if (own < rows) {")
            add("for (index_t k = lane; k < length; k += \(lanes)) {", 2)
            add("const index_t i = row * length + k;", 3)
            writeOutputs(known, prefix: "t", depth: 3, index: "i")
            add("}", 2)
            add("}")
        }
        let perRow = program.outputs.enumerated().filter {
            program.steps[$0.element.register].isPerRow
        }
        guard !perRow.isEmpty else { return }
        add("if (own < rows && lane == 0) {")
        var steps = StepWriter(plan, known: known, prefix: "u", depth: 2, index: "row", row: "row")
        for (number, output) in perRow {
            let name = steps.name(of: output.register)
            steps.add(
                Conversions.store(
                    name, program.steps[output.register].type, in: "out\(number)", "row",
                    as: output.dtype))
        }
        take(steps)
        add("}")
    }

    /// How many reductions come before each step, one after the other.
    private func levels() -> [Int] {
        var levels: [Int] = []
        for step in program.steps {
            var level = 0
            for operand in step.operands { level = Swift.max(level, levels[operand]) }
            if case .reduce = step.action { level += 1 }
            levels.append(level)
        }
        return levels
    }

    /// A pass that combines registers over the row.
    private mutating func writePass(
        _ reduced: [(step: Int, operand: Int)], _ known: inout [Int: Expression], _ level: Int
    ) {
        let (lanes, prefix) = (plan.shape.lanes, "p\(level)_")
        for (step, _) in reduced { add("\(program.steps[step].type.name) a\(step);") }
        add("{")
        add("const index_t i = row * length + lane;", 2)
        writeFirst(reduced, known, prefix: prefix + "f", depth: 2)
        add("}")
        add("for (index_t k = lane + \(lanes); k < length; k += \(lanes)) {")
        add("const index_t i = row * length + k;", 2)
        writeNext(reduced, known, prefix: prefix, depth: 2)
        add("}")
        for (step, _) in reduced {
            guard case .reduce(let kernel) = program.steps[step].action else { continue }
            let type = program.steps[step].type
            if lanes > 1 {
                writeTree(
                    kernel, type, "a\(step)", of: lanes, active: "\(lanes)",
                    prefix: "\(prefix)c\(step)_")
            }
            known[step] = Expression(named: "a\(step)", type)
        }
    }

    /// The first element of each lane.
    private mutating func writeFirst(
        _ reduced: [(step: Int, operand: Int)], _ known: [Int: Expression], prefix: String,
        depth: Int
    ) {
        var steps = StepWriter(
            plan, known: known, prefix: prefix, depth: depth, index: "i", row: "row")
        for (step, operand) in reduced { steps.add("a\(step) = \(steps.name(of: operand));") }
        take(steps)
    }

    /// All others.
    private mutating func writeNext(
        _ reduced: [(step: Int, operand: Int)], _ known: [Int: Expression], prefix: String,
        depth: Int
    ) {
        var steps = StepWriter(
            plan, known: known, prefix: prefix, depth: depth, index: "i", row: "row")
        for (step, operand) in reduced {
            let kernel: ReductionKernel
            if case .reduce(let own) = program.steps[step].action {
                kernel = own
            } else {
                kernel = program.reductions[step - program.steps.count].kernel
            }
            let type = program.steps[operand].type
            let name = steps.name(of: operand)
            steps.add("a\(step) = \(steps.combined(kernel, type, "a\(step)", name));")
        }
        take(steps)
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
