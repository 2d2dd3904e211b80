import SwndCore
import SwndGraph

/// Executes the steps of a plan: gives results their memory, hands launches to back ends, keeps errors where they belong.
struct PlanRunner {
    private let backends: Backends
    /// Whether errors that are kept are told on stderr as well.
    private let tells: Bool

    init(_ backends: Backends, tells: Bool) {
        self.backends = backends
        self.tells = tells
    }

    /// Executes the next step. What goes wrong is kept in the results.
    func runNext(_ plan: inout Plan) {
        let number = plan.position
        plan.position += 1
        switch plan.steps[number].content {
        case .program(let program): run(program, number, &plan)
        case .work(let work, let sources, let result, nil):
            run(work, sources, result, number, &plan)
        case .work(let work, let sources, let result, let epilogue?):
            run(work, sources, result, epilogue, number, &plan)
        }
        if plan.isDone {
            plan = Plan()
            backends.flush()
        }
    }

    private func run(_ program: Program, _ number: Int, _ plan: inout Plan) {
        do throws(SwndError) {
            try checkInputs(program.inputs.map(\.buffer), plan)
            try telling(number, &plan) { plan throws(SwndError) in
                try backends.backend(of: plan.steps[number]).run(try bind(program, number, &plan))
            }
            plan.finish(program)
        } catch {
            plan.fail(program, error)
        }
        plan.release(program, after: number)
    }

    /// A product with a program over its parts.
    private func run(
        _ work: Work, _ sources: [Plan.Source], _ result: Plan.Source, _ epilogue: Program,
        _ number: Int, _ plan: inout Plan
    ) {
        guard let storage = plan.buffers[result.buffer].storage else { return }
        do throws(SwndError) {
            try checkInputs(sources.map(\.buffer), plan)
            try checkInputs(epilogue.inputs.map(\.buffer), plan)
            try telling(number, &plan) { plan throws(SwndError) in
                try allocate(storage, plan.steps[number].names[0], plan.buffers[result.buffer])
                let output = Value(
                    layout: result.layout, dtype: result.dtype, context: result.context,
                    storage: storage)
                let launch = Launch(
                    plan.steps[number].names[0], work, inputs: try values(sources, plan),
                    output: output, isInPlace: false)
                try backends.backend(of: plan.steps[number]).run(
                    launch, epilogue: try bind(epilogue, number, &plan))
            }
            storage.finish()
            plan.finish(epilogue)
        } catch {
            storage.fail(error)
            plan.fail(epilogue, error)
        }
        for source in sources { plan.release(source.buffer, after: number) }
        plan.release(result.buffer, after: number)
        plan.release(epilogue, after: number)
    }

    /// A program with its memory: that of its inputs, and new memory for its results, or that of inputs that nobody needs any more.
    private func bind(
        _ program: Program, _ number: Int, _ plan: inout Plan
    ) throws(SwndError) -> ProgramLaunch {
        var launch = ProgramLaunch(program)
        for input in program.inputs {
            guard let storage = plan.buffers[input.buffer].storage else { throw Self.lost }
            launch.inputs.append(UnsafeRawPointer(storage.bytes))
        }
        for output in program.outputs {
            guard let storage = plan.buffers[output.buffer].storage else { throw Self.lost }
            launch.isInPlace.append(replace(output, of: program, number, &plan))
            try allocate(storage, plan.steps[number].names[0], plan.buffers[output.buffer])
            launch.outputs.append(storage.bytes)
        }
        for reduction in program.reductions {
            guard let storage = plan.buffers[reduction.buffer].storage else { throw Self.lost }
            try allocate(storage, plan.steps[number].names[0], plan.buffers[reduction.buffer])
            launch.reductions.append(storage.bytes)
        }
        return launch
    }

    private func values(
        _ sources: [Plan.Source], _ plan: Plan
    ) throws(SwndError) -> Few<Value> {
        var inputs: [Value] = []
        for source in sources {
            guard let storage = plan.buffers[source.buffer].storage else { throw Self.lost }
            inputs.append(
                Value(
                    layout: source.layout, dtype: source.dtype, context: source.context,
                    storage: storage))
        }
        return Few(inputs)
    }

    private func run(
        _ work: Work, _ sources: [Plan.Source], _ result: Plan.Source, _ number: Int,
        _ plan: inout Plan
    ) {
        guard let storage = plan.buffers[result.buffer].storage else { return }
        do throws(SwndError) {
            try checkInputs(sources.map(\.buffer), plan)
            try telling(number, &plan) { plan throws(SwndError) in
                let isInPlace = replaceFirst(work, sources, result, number, &plan)
                try allocate(storage, plan.steps[number].names[0], plan.buffers[result.buffer])
                var inputs: [Value] = []
                for (position, source) in sources.enumerated() {
                    // An input that was replaced lies in the result's storage.
                    let own =
                        isInPlace && position == 0 ? storage : plan.buffers[source.buffer].storage
                    guard let own else { throw Self.lost }
                    inputs.append(
                        Value(
                            layout: source.layout, dtype: source.dtype, context: source.context,
                            storage: own))
                }
                if result.layout.shape.count > 0 {
                    try backends.backend(of: plan.steps[number]).run(
                        Launch(
                            plan.steps[number].names[0], work, inputs: Few(inputs),
                            output: Value(
                                layout: result.layout, dtype: result.dtype, context: result.context,
                                storage: storage), isInPlace: isInPlace))
                }
            }
            storage.finish()
        } catch {
            storage.fail(error)
        }
        for source in sources { plan.release(source.buffer, after: number) }
        plan.release(result.buffer, after: number)
    }

    private static let lost = SwndError(.internalFault, "engine: a buffer was let go too early")

    /// Does something for a step. An error of it is told, and gets the place that the step's operators were called at; that of an input
    /// has it already.
    private func telling(
        _ number: Int, _ plan: inout Plan, _ body: (inout Plan) throws(SwndError) -> Void
    ) throws(SwndError) {
        do throws(SwndError) {
            try body(&plan)
        } catch {
            let error = error.called(at: plan.steps[number].sites.last)
            if tells { DebugLog.tell(error.message) }
            throw error
        }
    }

    /// The error of an input is that of the result.
    private func checkInputs(_ buffers: [Int], _ plan: Plan) throws(SwndError) {
        for buffer in buffers {
            if let error = plan.buffers[buffer].storage?.error { throw error }
        }
    }

    /// Gives a result its memory, in a step of this name.
    private func allocate(
        _ storage: Storage, _ name: String, _ buffer: Plan.Buffer
    ) throws(SwndError) {
        do {
            try storage.allocate()
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)\(buffer.result)")
        }
    }

    /// Gives an output the memory of an input that nobody needs after this step, if there is one.
    private func replace(
        _ output: Program.Output, of program: Program, _ number: Int, _ plan: inout Plan
    ) -> Bool {
        for input in program.inputs
        where program.canReplace(input, by: output) && plan.isLast(number, of: input.buffer) {
            let others = program.inputs.filter { $0.buffer == input.buffer }
            guard others.allSatisfy({ program.canReplace($0, by: output) }) else { continue }
            if plan.move(input.buffer, to: output.buffer) { return true }
        }
        return false
    }

    /// The same for work that updates its first input.
    private func replaceFirst(
        _ work: Work, _ sources: [Plan.Source], _ result: Plan.Source, _ number: Int,
        _ plan: inout Plan
    ) -> Bool {
        guard work.updatesFirstInput, let first = sources.first, first.layout == result.layout,
            first.dtype == result.dtype,
            plan.isLast(number, of: first.buffer),
            sources.dropFirst().allSatisfy({ $0.buffer != first.buffer })
        else { return false }
        return plan.move(first.buffer, to: result.buffer)
    }
}

extension Plan {
    /// Whether a step is the last that reads a buffer.
    func isLast(_ step: Int, of buffer: Int) -> Bool { buffers[buffer].lastReader == step }

    /// Gives a result the memory of a buffer that nobody but the plan holds; false where somebody does.
    mutating func move(_ buffer: Int, to result: Int) -> Bool {
        guard isKnownUniquelyReferenced(&buffers[buffer].storage),
            let from = buffers[buffer].storage, let to = buffers[result].storage,
            from.isReady, from.byteCount == to.byteCount
        else { return false }
        return to.takeMemory(of: from)
    }

    func finish(_ program: Program) {
        for buffer in program.results { buffers[buffer].storage?.finish() }
    }

    func fail(_ program: Program, _ error: SwndError) {
        for buffer in program.results { buffers[buffer].storage?.fail(error) }
    }

    mutating func release(_ program: Program, after step: Int) {
        for input in program.inputs { release(input.buffer, after: step) }
        for buffer in program.results { release(buffer, after: step) }
    }

    /// Lets go of a buffer that no later step reads.
    mutating func release(_ buffer: Int, after step: Int) {
        if buffers[buffer].lastReader <= step { buffers[buffer].storage = nil }
    }
}

extension Program {
    /// The buffers that are written.
    fileprivate var results: [Int] { outputs.map(\.buffer) + reductions.map(\.buffer) }
}
