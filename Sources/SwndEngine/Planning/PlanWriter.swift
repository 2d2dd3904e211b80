import SwndCore
import SwndGraph
import SwndNumerics

/// Writes the launches that were decided upon as programs.
struct PlanWriter {
    struct Member {
        let number: Int
        let isPerRow: Bool
        let isAtEnd: Bool
        let isStored: Bool
    }

    struct Launch {
        /// Nothing for work that is no program.
        let space: Program.Space?
        let count: Int
        let members: [Member]
    }

    private let entries: ContiguousArray<Window.Entry>
    private let live: Liveness
    private let areUniform: ContiguousArray<Bool>
    /// The register of a node in the program that is being written, or -1.
    private var registers: ContiguousArray<Int32>
    /// The same for uniform nodes that the program has written down, and for those written down for each row.
    private var uniforms: [Int: Int] = [:]

    init(
        entries: ContiguousArray<Window.Entry>, live: Liveness, areUniform: ContiguousArray<Bool>
    ) {
        self.entries = entries
        self.live = live
        self.areUniform = areUniform
        registers = .init(repeating: -1, count: entries.count)
    }

    consuming func write(_ launches: [Launch], fuses: Bool) -> Plan {
        var plan = Plan(buffers: live.buffers)
        var steps: [Plan.Step] = []
        steps.reserveCapacity(launches.count)
        for launch in launches { steps.append(step(of: launch)) }
        plan.steps = fuses ? Epilogues.join(steps) : steps
        for (number, step) in plan.steps.enumerated() {
            for buffer in step.content.reads { plan.buffers[buffer].lastReader = number }
        }
        return plan
    }

    private mutating func step(of launch: Launch) -> Plan.Step {
        let first = entries[launch.members[0].number]
        let names = launch.members.map { entries[$0.number].name }
        let sites = launch.members.compactMap { entries[$0.number].site }
        guard let space = launch.space else {
            let number = launch.members[0].number
            let sources = Array(live.sources(of: number))
            return Plan.Step(
                content: .work(
                    first.work, sources,
                    Plan.Source(
                        buffer: number, layout: first.layout, dtype: first.dtype,
                        context: first.context), epilogue: nil), names: names, sites: sites,
                context: first.context)
        }
        var builder = ProgramBuilder()
        for member in launch.members { write(member, &builder) }
        for member in launch.members { registers[member.number] = -1 }
        uniforms.removeAll(keepingCapacity: true)
        return Plan.Step(
            content: .program(builder.program(space, count: launch.count)), names: names,
            sites: sites,
            context: first.context)
    }

    private mutating func write(_ member: Member, _ builder: inout ProgramBuilder) {
        let number = member.number
        let entry = entries[number]
        switch entry.work {
        case .pointwise(let program, let constants):
            let register = write(
                program, constants, number, entry.layout.shape, isPerRow: member.isPerRow, &builder)
            registers[number] = Int32(register)
            if member.isStored { builder.store(register, number, entry.dtype) }
        case .reduction(let kernel, let axes):
            guard let source = live.sources(of: number).first else { return }
            let type = source.dtype.computeType
            let form = ReductionForm(source.layout, axes)
            let operand = operand(
                source, form.layout, as: type, truth: false, isPerRow: false, &builder)
            if member.isAtEnd {
                builder.reduceAtEnd(kernel, operand, number, entry.dtype)
            } else {
                let register = builder.reduce(kernel, operand)
                registers[number] = Int32(register)
                if member.isStored { builder.store(register, number, entry.dtype) }
            }
        default: break
        }
    }

    /// The instructions of a node; gives the register of its result.
    private mutating func write(
        _ program: PointwiseProgram, _ constants: [Scalar], _ number: Int, _ shape: Shape,
        isPerRow: Bool, _ builder: inout ProgramBuilder
    ) -> Int {
        builder.write(program, constants, isPerRow: isPerRow) { builder, position, truth in
            let sources = live.sources(of: number)
            let source = sources[sources.startIndex + position]
            return operand(
                source, source.layout.broadcast(to: shape), as: program.type, truth: truth,
                isPerRow: isPerRow, &builder)
        }
    }

    /// A source as an operand: from the register that has it, as a number, or from memory.
    private mutating func operand(
        _ source: Plan.Source, _ layout: Layout, as type: ComputeType, truth: Bool, isPerRow: Bool,
        _ builder: inout ProgramBuilder
    ) -> Int {
        if source.buffer < entries.count {
            let entry = entries[source.buffer]
            if registers[source.buffer] >= 0 {
                let register = builder.rounded(Int(registers[source.buffer]), to: entry.dtype)
                return builder.adapted(register, to: type, truth: truth, isPerRow: isPerRow)
            }
            if areUniform[source.buffer], case .pointwise(let program, let constants) = entry.work {
                let key = source.buffer &* 2 &+ (isPerRow ? 1 : 0)
                let register =
                    uniforms[key]
                    ?? write(
                        program, constants, source.buffer, entry.layout.shape, isPerRow: isPerRow,
                        &builder)
                uniforms[key] = register
                return builder.adapted(
                    builder.rounded(register, to: entry.dtype), to: type, truth: truth,
                    isPerRow: isPerRow)
            }
        }
        return builder.load(
            source.buffer, layout, source.dtype, as: type, truth: truth, isPerRow: isPerRow)
    }
}
