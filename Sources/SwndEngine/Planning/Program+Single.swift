import SwndCore
import SwndGraph
import SwndNumerics

extension Node {
    /// Whether the work is a program over elements; anything else is a kernel of its own.
    var isProgram: Bool {
        switch work {
        case .pointwise: true
        case .reduction: inputs.first?.layout.shape.count ?? 0 > 0
        default: false
        }
    }
}

extension Program {
    /// The program of one node alone. The node's inputs are the buffers, its result the one after them.
    init(single node: Node) {
        var builder = ProgramBuilder()
        let result = node.inputs.count
        switch node.work {
        case .pointwise(let program, let constants):
            let register = builder.write(program, constants, isPerRow: false) {
                builder, position, truth in
                let input = node.inputs[position]
                return builder.load(
                    position, input.layout.broadcast(to: node.shape), input.dtype,
                    as: program.type, truth: truth, isPerRow: false)
            }
            builder.store(register, result, node.dtype)
            self = builder.program(.flat, count: node.shape.count)
        case .reduction(let kernel, let axes):
            let input = node.inputs[0]
            let form = ReductionForm(input.layout, axes)
            let operand = builder.load(
                0, form.layout, input.dtype, as: input.dtype.computeType, truth: false,
                isPerRow: false)
            if case .rows = form.space {
                builder.store(builder.reduce(kernel, operand), result, node.dtype)
            } else {
                builder.reduceAtEnd(kernel, operand, result, node.dtype)
            }
            self = builder.program(form.space, count: input.layout.shape.count)
        default:
            self = builder.program(.flat, count: 0)
        }
    }
}
