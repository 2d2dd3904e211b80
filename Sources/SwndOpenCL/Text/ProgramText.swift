import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// The OpenCL C of a program.
struct ProgramText {
    let plan: ProgramPlan
    private(set) var usesDouble: Bool
    private(set) var isIncomplete = false
    var body: [String] = []

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
