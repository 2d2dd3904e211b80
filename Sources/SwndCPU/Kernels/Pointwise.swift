import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    func runPointwise(
        _ program: PointwiseProgram, _ constants: [Scalar], _ launch: Launch
    ) throws(SwndError) {
        if runPlain(program, launch) { return }
        let launch = try launch.withOrderedInputs()
        let output = launch.output
        let readers = inputReaders(program, launch)
        let total = output.shape.count
        let pass = PointwisePass(program, constants, readers, output, count: total)
        let tasks = (total &+ Grain.task &- 1) / Grain.task
        if tasks <= 1 { return pass.run(from: 0, to: total) }
        ThreadPool.shared.parallelFor(tasks) { task in
            let first = task &* Grain.task
            pass.run(from: first, to: Swift.min(first &+ Grain.task, total))
        }
    }

    /// The way of least cost: one instruction over arrays that lie side by side as they are computed.
    private func runPlain(_ program: PointwiseProgram, _ launch: Launch) -> Bool {
        guard program.isPlain, launch.inputs.count <= 4 else { return false }
        let output = launch.output
        let dtype = program.type.dtype
        guard output.dtype == dtype else { return false }
        var operands = InlineArray<4, UnsafeRawPointer>(repeating: UnsafeRawPointer(output.start))
        for (position, input) in launch.inputs.enumerated() {
            guard input.dtype == dtype, input.layout.isContiguous, input.shape == output.shape
            else { return false }
            operands[position] = UnsafeRawPointer(input.start)
        }
        let tile = program.instructions[0].tile
        let total = output.shape.count
        let result = output.start
        if total <= Grain.task {
            withUnsafePointer(to: &operands) { pointers in
                tile.run(
                    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self),
                    result, total)
            }
            return true
        }
        let size = dtype.byteCount
        let fixed = operands
        ThreadPool.shared.parallelFor((total &+ Grain.task &- 1) / Grain.task) { task in
            let first = task &* Grain.task
            var moved = InlineArray<4, UnsafeRawPointer> { fixed[$0] + first &* size }
            withUnsafePointer(to: &moved) { pointers in
                tile.run(
                    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self),
                    result + first &* size, Swift.min(Grain.task, total &- first))
            }
        }
        return true
    }

    private func inputReaders(_ program: PointwiseProgram, _ launch: Launch) -> [Reader] {
        var truths: UInt64 = 0
        for instruction in program.instructions {
            for case .input(let position, truth: true) in instruction.operands {
                truths |= 1 << UInt64(position)
            }
        }
        return launch.inputs.enumerated().map { position, input in
            Reader(
                input, as: input.layout.broadcast(to: launch.output.shape), to: program.type.dtype,
                truth: truths & (1 << UInt64(position)) != 0)
        }
    }
}

extension Launch {
    /// The same launch with inputs in C order, where reading them out of order would take longer
    /// than copying them first.
    fileprivate func withOrderedInputs() throws(SwndError) -> Launch {
        guard inputs.contains(where: { Transposition($0, to: $0.dtype) != nil }) else {
            return self
        }
        let ordered = try inputs.few { input throws(SwndError) in
            Transposition(input, to: input.dtype) == nil
                ? input : try input.contiguousCopy(as: input.dtype)
        }
        return Launch(name, work, inputs: ordered, output: output, isInPlace: isInPlace)
    }
}

/// A program bound to its inputs and output: runs any part of the output, tile by tile.
private struct PointwisePass {
    private let program: PointwiseProgram
    private let constants: [Scalar]
    private let readers: [Reader]
    private let result: UnsafeMutableRawPointer
    private let resultDType: DType
    private let isDirect: Bool
    private let tileCount: Int
    private let registerSize: Int

    init(
        _ program: PointwiseProgram, _ constants: [Scalar], _ readers: [Reader], _ output: Value,
        count: Int
    ) {
        self.program = program
        self.constants = constants
        self.readers = readers
        result = output.start
        resultDType = output.dtype
        isDirect = output.dtype == program.type.dtype
        tileCount = Swift.min(count, Grain.tile)
        // Whole vectors, and one more: kernels may go beyond the count by less than a vector.
        registerSize = (tileCount &* program.type.byteSize &+ 127) / 64 &* 64
    }

    /// The registers in scratch memory: inputs, constants, the index, then one for each instruction.
    private var registerCount: Int {
        readers.count &+ constants.count &+ 1 &+ program.instructions.count
    }

    func run(from first: Int, to end: Int) {
        withUnsafeTemporaryAllocation(
            byteCount: registerCount &* registerSize, alignment: 64
        ) { scratch in
            guard let registers = scratch.baseAddress else { return }
            let code = program.type.dtype.rawValue
            for (position, constant) in constants.enumerated() {
                fill(registers + (readers.count &+ position) &* registerSize, with: constant, code)
            }
            for (position, reader) in readers.enumerated() where reader.isConstant {
                reader.read(registers + position &* registerSize, from: first, count: tileCount)
            }
            var tile = first
            while tile < end {
                runTile(registers, tile, Swift.min(tileCount, end &- tile))
                tile &+= tileCount
            }
        }
    }

    private func fill(_ register: UnsafeMutableRawPointer, with constant: Scalar, _ code: Int32) {
        switch constant {
        case .real(let value): ci_fill_real(code, register, value, tileCount)
        case .integer(let value): ci_fill_integer(code, register, value, tileCount)
        }
    }

    private func runTile(_ registers: UnsafeMutableRawPointer, _ first: Int, _ count: Int) {
        for (position, reader) in readers.enumerated()
        where !reader.isConstant && reader.direct == nil {
            reader.read(registers + position &* registerSize, from: first, count: count)
        }
        let last = program.instructions.count &- 1
        for (number, instruction) in program.instructions.enumerated() {
            var operands = InlineArray<4, UnsafeRawPointer>(repeating: UnsafeRawPointer(registers))
            for (position, operand) in instruction.operands.enumerated() where position < 4 {
                operands[position] = place(of: operand, registers, first, count)
            }
            let own = registers + (readers.count &+ constants.count &+ 1 &+ number) &* registerSize
            let target =
                number == last && isDirect ? result + first &* program.type.byteSize : own
            withUnsafePointer(to: &operands) { pointers in
                instruction.tile.run(
                    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self),
                    target, count)
            }
            if number == last, !isDirect {
                ci_convert(
                    resultDType.rawValue, result + first &* resultDType.byteCount,
                    program.type.dtype.rawValue, own, 1, count)
            }
        }
    }

    private func place(
        of operand: PointwiseProgram.Operand, _ registers: UnsafeMutableRawPointer, _ first: Int,
        _ count: Int
    ) -> UnsafeRawPointer {
        switch operand {
        case .input(let position, _):
            if let direct = readers[position].direct {
                return direct + first &* program.type.byteSize
            }
            return UnsafeRawPointer(registers + position &* registerSize)
        case .constant(let position):
            return UnsafeRawPointer(registers + (readers.count &+ position) &* registerSize)
        case .index:
            let register = registers + (readers.count &+ constants.count) &* registerSize
            writeIndices(register, first, count)
            return UnsafeRawPointer(register)
        case .register(let number):
            return UnsafeRawPointer(
                registers + (readers.count &+ constants.count &+ 1 &+ number) &* registerSize)
        }
    }

    private func writeIndices(_ register: UnsafeMutableRawPointer, _ first: Int, _ count: Int) {
        switch program.type {
        case .float32:
            let out = register.assumingMemoryBound(to: Float.self)
            for index in 0..<count { out[index] = Float(first &+ index) }
        case .float64:
            let out = register.assumingMemoryBound(to: Double.self)
            for index in 0..<count { out[index] = Double(first &+ index) }
        case .int32:
            let out = register.assumingMemoryBound(to: Int32.self)
            for index in 0..<count { out[index] = Int32(truncatingIfNeeded: first &+ index) }
        case .int64:
            let out = register.assumingMemoryBound(to: Int64.self)
            for index in 0..<count { out[index] = Int64(first &+ index) }
        }
    }
}
