import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// A program with what its kernel must know of the arrays, but not where they lie nor how large they are.
struct ProgramPlan {
    let program: Program
    let accesses: [Access]
    /// Whether 31 bits are too few for the numbers of elements.
    let isLarge: Bool
    /// Whether no output lies where an input does.
    let isApart: Bool
    let shape: WorkShape
    /// Whether results of reductions are parts of results, to be combined by another launch.
    let isPartial: Bool
    /// Whether the device has double precision.
    let hasDouble: Bool

    init(
        _ launch: ProgramLaunch, _ shape: WorkShape, isPartial: Bool = false, _ facts: DeviceFacts
    ) {
        program = launch.program
        hasDouble = facts.hasDouble
        accesses = program.inputs.map { Access($0.layout) }
        isLarge =
            Counting.isLarge(program.count)
            || accesses.contains {
                Counting.isLarge($0.reach.upperBound) || $0.reach.lowerBound < 0
            }
        isApart = !launch.isInPlace.contains(true)
        self.shape = shape
        self.isPartial = isPartial
    }

    /// What tells the kernels of programs apart.
    var key: [Int] {
        var key = [shape.tag, shape.lanes, shape.rows, shape.kept]
        key += [isLarge ? 1 : 0, isApart ? 1 : 0, isPartial ? 1 : 0]
        key += [accesses.count, program.steps.count, program.outputs.count]
        for (input, access) in zip(program.inputs, accesses) {
            key.append(Int(input.dtype.rawValue) << 8 | access.kind)
        }
        for step in program.steps {
            key.append(Self.code(step.action) << 8 | Int(step.type.rawValue) << 1)
            key[key.count - 1] |= step.isPerRow ? 1 : 0
            if let text = step.text { key.append(Int(bitPattern: ObjectIdentifier(text))) }
            if case .reduce(let kernel) = step.action {
                key.append(Int(bitPattern: ObjectIdentifier(kernel)))
            }
            for operand in step.operands { key.append(operand) }
        }
        for output in program.outputs {
            key.append(output.register << 8 | Int(output.dtype.rawValue))
        }
        for reduction in program.reductions {
            key.append(reduction.register << 8 | Int(reduction.dtype.rawValue))
            key.append(Int(bitPattern: ObjectIdentifier(reduction.kernel)))
        }
        return key
    }

    private static func code(_ action: Program.Step.Action) -> Int {
        switch action {
        case .load(let input, let truth): 1 | (truth ? 16 : 0) | input << 8
        case .constant: 2
        case .index: 3
        case .pointwise: 4
        case .convert(let type): 5 | Int(type.rawValue) << 8
        case .truth(let type): 6 | Int(type.rawValue) << 8
        case .round(let dtype): 7 | Int(dtype.rawValue) << 8
        case .reduce: 8
        case .spread: 9
        }
    }

    /// The parameters of the kernel, but for the sizes of the space, which come first.
    var parameters: [String] {
        let restrict = isApart ? "restrict " : ""
        var parameters: [String] = []
        for (number, input) in program.inputs.enumerated() {
            parameters.append("__global const \(input.dtype.memoryType) *\(restrict)in\(number)")
            parameters += accesses[number].parameters("in\(number)", isLarge: isLarge)
        }
        for (number, output) in program.outputs.enumerated() {
            parameters.append("__global \(output.dtype.memoryType) *\(restrict)out\(number)")
        }
        for (number, reduction) in program.reductions.enumerated() {
            let type = isPartial ? reduction.type.name : reduction.dtype.memoryType
            parameters.append("__global \(type) *\(restrict)sum\(number)")
        }
        for (number, step) in program.steps.enumerated() {
            if case .constant = step.action {
                parameters.append("const \(step.type.name) c\(number)")
            }
        }
        return parameters
    }

    /// Bytes of all parameters, at most.
    var parameterBytes: Int {
        let size = isLarge ? 8 : 4
        let arrays = program.inputs.count + program.outputs.count + program.reductions.count
        let places = accesses.reduce(0) { $0 + $1.parameters("", isLarge: isLarge).count }
        return 5 * 8 + arrays * 8 + places * size + program.steps.count { step in
            if case .constant = step.action { true } else { false }
        } * 8
    }

    /// The arguments of the kernel, but for the sizes of the space, which come first.
    func add(
        _ launch: ProgramLaunch, reductions: [UnsafeMutableRawPointer],
        to arguments: inout Arguments
    ) {
        for (access, memory) in zip(accesses, launch.inputs) {
            arguments.add(.memory(memory))
            access.add(to: &arguments, isLarge: isLarge)
        }
        for memory in launch.outputs { arguments.add(.memory(UnsafeRawPointer(memory))) }
        for memory in reductions { arguments.add(.memory(UnsafeRawPointer(memory))) }
        for step in program.steps {
            guard case .constant(let scalar) = step.action else { continue }
            switch step.type {
            case .float32: arguments.add(.float(Float(scalar.real)))
            case .float64: arguments.add(.double(scalar.real))
            case .int32: arguments.add(.int(scalar.integer(as: Int32.self)))
            case .int64: arguments.add(.long(scalar.integer(as: Int64.self)))
            }
        }
    }
}

/// How the work items of a program are arranged.
struct WorkShape: Equatable {
    enum Kind: Int {
        /// One for each element, or for some.
        case elements = 1
        /// One for each stretch of elements, which a processor makes vectors of.
        case loops
        /// Some for each row, which combine what they have.
        case rows
        /// The same for a piece of a long row.
        case pieces
        /// For each column some, which share its rows.
        case columns
    }

    let kind: Kind
    /// Work items that share a row, or columns side by side; or the elements of a work item.
    let lanes: Int
    /// Rows of a work group; or its work items, where each has more than one element.
    let rows: Int
    /// Elements of a row that each work item may keep in registers; zero where it goes through them again for each pass.
    var kept = 0

    var tag: Int { kind.rawValue }
    /// Work items of a group.
    var size: Int { lanes * rows }
}
