import SwndCore
import SwndGraph
import SwndNumerics

/// Writes a program step by step; what has been written already is not written again.
struct ProgramBuilder {
    private(set) var inputs: [Program.Input] = []
    private(set) var steps: [Program.Step] = []
    private(set) var outputs: [Program.Output] = []
    private(set) var reductions: [Program.Reduction] = []

    func program(_ space: Program.Space, count: Int) -> Program {
        Program(
            space: space, count: count, inputs: inputs, steps: steps, outputs: outputs,
            reductions: reductions)
    }

    /// Elements of an array, converted to a compute type.
    mutating func load(
        _ buffer: Int, _ layout: Layout, _ dtype: DType, as type: ComputeType, truth: Bool,
        isPerRow: Bool
    ) -> Int {
        var number = inputs.count
        for (known, input) in inputs.enumerated()
        where input.buffer == buffer && input.layout == layout {
            number = known
            for (register, step) in steps.enumerated() {
                if case .load(known, truth) = step.action, step.type == type,
                    step.isPerRow == isPerRow
                {
                    return register
                }
            }
        }
        if number == inputs.count {
            inputs.append(Program.Input(buffer: buffer, layout: layout, dtype: dtype))
        }
        return add(.load(input: number, truth: truth), "load", type, Few(), isPerRow)
    }

    mutating func constant(_ scalar: Scalar, _ type: ComputeType, isPerRow: Bool) -> Int {
        for (register, step) in steps.enumerated() {
            if case .constant(let known) = step.action, known == scalar, step.type == type,
                step.isPerRow == isPerRow, known.real.sign == scalar.real.sign
            {
                return register
            }
        }
        return add(.constant(scalar), "constant", type, Few(), isPerRow)
    }

    /// The instructions of a node; gives the register of its result.
    ///
    /// - Parameter input: writes what is needed to have an input in a register.
    mutating func write(
        _ program: PointwiseProgram, _ constants: [Scalar], isPerRow: Bool,
        input: (_ builder: inout ProgramBuilder, _ position: Int, _ truth: Bool) -> Int
    ) -> Int {
        var results: [Int] = []
        func register(_ operand: PointwiseProgram.Operand, _ builder: inout ProgramBuilder) -> Int {
            switch operand {
            case .input(let position, let truth): input(&builder, position, truth)
            case .constant(let position):
                builder.constant(constants[position], program.type, isPerRow: isPerRow)
            case .index: builder.add(.index, "@index", program.type, Few(), isPerRow)
            case .register(let number): results[number]
            }
        }
        for instruction in program.instructions {
            let list: [Int] = instruction.operands.map { register($0, &self) }
            let operands: Few<Int> = Few(list)
            results.append(
                add(
                    .pointwise(instruction.tile), instruction.name, program.type, operands,
                    isPerRow, text: instruction.text))
        }
        return register(program.result, &self)
    }

    /// A register as an operand: converted to a type, as truth values, spread over the rows, as asked for.
    mutating func adapted(
        _ register: Int, to type: ComputeType, truth: Bool, isPerRow: Bool
    ) -> Int {
        let source = steps[register]
        var register = register
        if truth {
            register = reuse(.truth(source.type), "@truth", type, register, source.isPerRow)
        } else if source.type != type {
            register = reuse(.convert(source.type), "@convert", type, register, source.isPerRow)
        }
        if source.isPerRow, !isPerRow {
            register = reuse(.spread, "@spread", type, register, false)
        }
        return register
    }

    /// A register as elements of a dtype have it when they were stored and read again.
    mutating func rounded(_ register: Int, to dtype: DType) -> Int {
        let source = steps[register]
        guard source.type.dtype != dtype else { return register }
        return reuse(.round(dtype), "@\(dtype)", source.type, register, source.isPerRow)
    }

    mutating func reduce(_ kernel: ReductionKernel, _ register: Int) -> Int {
        add(.reduce(kernel), kernel.name, steps[register].type, Few(register), true)
    }

    mutating func store(_ register: Int, _ buffer: Int, _ dtype: DType) {
        outputs.append(Program.Output(register: register, buffer: buffer, dtype: dtype))
    }

    mutating func reduceAtEnd(
        _ kernel: ReductionKernel, _ register: Int, _ buffer: Int, _ dtype: DType
    ) {
        reductions.append(
            Program.Reduction(
                kernel: kernel, register: register, type: steps[register].type, buffer: buffer,
                dtype: dtype))
    }

    /// A step of one operand that is there already, or a new one. Names that begin with "@" belong to no operator.
    private mutating func reuse(
        _ action: Program.Step.Action, _ name: String, _ type: ComputeType, _ operand: Int,
        _ isPerRow: Bool
    ) -> Int {
        for register in (operand + 1)..<Swift.max(steps.count, operand + 1)
        where steps[register].name == name && steps[register].operands.first == operand
            && steps[register].type == type && steps[register].isPerRow == isPerRow
        {
            return register
        }
        return add(action, name, type, Few(operand), isPerRow)
    }

    private mutating func add(
        _ action: Program.Step.Action, _ name: String, _ type: ComputeType, _ operands: Few<Int>,
        _ isPerRow: Bool, text: BodyText? = nil
    ) -> Int {
        steps.append(
            Program.Step(
                action: action, text: text, name: name, type: type, operands: operands,
                isPerRow: isPerRow))
        return steps.count - 1
    }
}

extension ComputeType {
    /// The dtype whose elements lie in memory as this type computes them.
    package var dtype: DType {
        switch self {
        case .float32: .float32
        case .float64: .float64
        case .int32: .int32
        case .int64: .int64
        }
    }
}
