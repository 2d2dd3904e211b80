import CIntrinsics
import CSystem
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// A few elements, computed at once and without a program: for work that takes less time than writing one would. The bodies and
/// their order are those of programs, and so are the bits.
extension CPUBackend {
    public func runSmall(_ node: Node, into result: Storage) throws(SwndError) -> Bool {
        switch node.work {
        case .pointwise(let program, let constants):
            guard node.shape.count <= SmallNode.mostElements else { return false }
            switch program.instructions.count {
            case 1: return SmallNode(node, program, result).run(program.instructions[0], constants)
            case 0: return SmallNode(node, program, result).pass(program.result, constants)
            default: return false
            }
        case .reduction(let kernel, let axes):
            return SmallNode.reduce(node, kernel, axes, result)
        default: return false
        }
    }
}

private struct SmallNode {
    /// What fits into the registers of a thread without asking for much memory.
    static let mostElements = 8192

    private let node: Node
    private let program: PointwiseProgram
    private let result: Storage
    private let count: Int
    private let slot: Int

    init(_ node: Node, _ program: PointwiseProgram, _ result: Storage) {
        self.node = node
        self.program = program
        self.result = result
        count = node.shape.count
        slot = (count &* program.type.byteSize &+ 127) / 64 &* 64
    }

    /// Runs the one instruction over all elements; false where there is no memory for operands.
    func run(_ instruction: PointwiseProgram.Instruction, _ constants: [Scalar]) -> Bool {
        guard let scratch = csystem_scratch(UInt64(5 &* slot)) else { return false }
        var operands = InlineArray<4, TileOperand>(repeating: TileOperand(scratch))
        var position = 0
        while position < instruction.operands.count, position < 4 {
            let own = scratch + position &* slot
            operands[position] = TileOperand(own)
            switch instruction.operands[position] {
            case .input(let number, let truth):
                let input = node.inputs[number]
                let reader = Reader(
                    input, as: input.layout.broadcast(to: node.shape), to: program.type.dtype,
                    truth: truth)
                if let direct = reader.direct {
                    operands[position] = TileOperand(direct)
                } else {
                    reader.read(own, from: 0, count: count)
                }
            case .constant(let number):
                constants[number].fill(
                    own, program.type, TileOperand.vectorSize / program.type.byteSize)
                operands[position].stride = 0
            case .index: program.type.writeIndices(own, 0, count)
            case .register: return false
            }
            position &+= 1
        }
        let isDirect = node.dtype == program.type.dtype
        let target = isDirect ? result.bytes : scratch + 4 &* slot
        withUnsafePointer(to: &operands) { pointers in
            instruction.tile.run(
                UnsafeRawPointer(pointers).assumingMemoryBound(to: TileOperand.self), target, count)
        }
        if !isDirect {
            ci_convert(
                node.dtype.rawValue, result.bytes, program.type.dtypeCode, target, 1, count)
        }
        return true
    }

    /// Writes an operand as it is, converted.
    func pass(_ operand: PointwiseProgram.Operand, _ constants: [Scalar]) -> Bool {
        switch operand {
        case .constant(let number) where node.dtype == program.type.dtype:
            constants[number].fill(result.bytes, program.type, count)
            return true
        case .input(let number, truth: false):
            // Conversion by way of the compute type is what programs do.
            let input = node.inputs[number]
            let isDirect = node.dtype == program.type.dtype
            guard isDirect || input.dtype == program.type.dtype || input.dtype == node.dtype else {
                return false
            }
            Reader(input, as: input.layout.broadcast(to: node.shape), to: node.dtype)
                .read(result.bytes, from: 0, count: count)
            return true
        default: return false
        }
    }

    /// Combines rows that lie one after the other, as they are computed.
    static func reduce(
        _ node: Node, _ kernel: ReductionKernel, _ axes: AxisSet, _ result: Storage
    ) -> Bool {
        guard let input = node.inputs.first, node.dtype == input.dtype, input.dtype.isComputeType,
            input.layout.isContiguous
        else { return false }
        let form = ReductionForm(input.layout, axes)
        guard !form.isReordered else { return false }
        let functions = kernel.functions(input.dtype.computeType)
        let size = input.dtype.byteCount
        let start = UnsafeRawPointer(input.start)
        if case .columns(let rows, let columns) = form.space {
            return SmallColumns(rows, columns, size, functions.combine)?
                .run(start, result.bytes, input.layout.shape.count) ?? false
        }
        guard case .rows(let length) = form.space else { return false }
        var row = 0
        while row < node.shape.count {
            functions.run(start + row &* length &* size, length, result.bytes + row &* size)
            row &+= 1
        }
        return true
    }
}
