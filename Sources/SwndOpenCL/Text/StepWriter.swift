import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Writes the steps of a program that some registers need, for one element.
struct StepWriter {
    private let plan: ProgramPlan
    private let index: String
    private let row: String
    private var known: [Int: Expression]
    private var writer: ExpressionWriter
    private var isLost = false

    /// - Parameters:
    ///   - known: registers that have names already.
    ///   - index: the number of the element.
    ///   - row: the number of its row.
    init(
        _ plan: ProgramPlan, known: [Int: Expression], prefix: String, depth: Int, index: String,
        row: String
    ) {
        self.plan = plan
        self.known = known
        self.index = index
        self.row = row
        writer = ExpressionWriter(
            prefix: prefix, indentation: String(repeating: "    ", count: depth),
            hasDouble: plan.hasDouble)
    }

    var lines: [String] { writer.lines }
    var usesDouble: Bool { writer.usesDouble }
    var isIncomplete: Bool { isLost || writer.isIncomplete }

    mutating func add(_ statement: String) { writer.add(statement) }

    /// Writes what a register needs, and gives its name.
    mutating func name(of register: Int) -> String { writer.write(value(of: register)) }

    /// Stores outputs, where a condition holds. All are computed first: one may lie where an input does that another is made of.
    mutating func store(
        _ outputs: some Sequence<Int>, at place: String, where condition: String? = nil
    ) {
        let program = plan.program
        let computed = outputs.map { ($0, name(of: program.outputs[$0].register)) }
        for (number, name) in computed {
            let output = program.outputs[number]
            let statement = Conversions.store(
                name, program.steps[output.register].type, in: "out\(number)", place,
                as: output.dtype)
            writer.add(condition.map { "if (\($0)) { \(statement) }" } ?? statement)
        }
    }

    /// Two numbers combined.
    mutating func combined(
        _ kernel: ReductionKernel, _ type: ComputeType, _ a: String, _ b: String
    ) -> String {
        let operands = [Expression(named: a, type), Expression(named: b, type)]
        guard let both = kernel.text?.read(type, operands) else {
            isLost = true
            return a
        }
        return writer.write(both)
    }

    private mutating func value(of register: Int) -> Expression {
        if let known = known[register] { return known }
        let step = plan.program.steps[register]
        let operands = step.operands.map { value(of: $0) }
        let result = made(step, register, operands)
        known[register] = result
        return result
    }

    private mutating func made(
        _ step: Program.Step, _ register: Int, _ operands: [Expression]
    ) -> Expression {
        let type = step.type
        switch step.action {
        case .load(let input, let truth): return load(input, truth, step)
        case .constant: return Expression(named: "c\(register)", type)
        case .index:
            return Expression(type, "(\(type.name))(\(step.isPerRow ? row : index))", of: [])
        case .pointwise:
            guard let result = step.text?.read(type, operands) else {
                isLost = true
                return Expression(named: "0", type)
            }
            return result
        case .convert(let from):
            return Expression(type, Conversions.converted("$0", from, type), of: operands)
        case .truth: return Expression(type, "(\(type.name))($0 != 0)", of: operands)
        case .round(let dtype):
            return Expression(type, Conversions.rounded("$0", type, dtype), of: operands)
        case .spread: return operands[0]
        case .reduce:
            // Known before, or it is asked for where it cannot be had.
            isLost = true
            return Expression(named: "0", type)
        }
    }

    private mutating func load(_ input: Int, _ truth: Bool, _ step: Program.Step) -> Expression {
        let access = plan.accesses[input]
        let dtype = plan.program.inputs[input].dtype
        let name = "in\(input)"
        let found = access.place(
            name, step.isPerRow ? row : index, isLarge: plan.isLarge
        ) { writer.newName() }
        for statement in found.statements { writer.add(statement) }
        let own = dtype.computeType
        let element = Conversions.load(name, found.place, dtype)
        let number =
            truth
            ? "(\(step.type.name))(\(element) != 0)"
            : Conversions.converted("(\(element))", own, step.type)
        let register = writer.newName()
        writer.add("const \(step.type.name) \(register) = \(number);")
        return Expression(named: register, step.type)
    }
}
