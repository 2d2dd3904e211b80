import SwndCore
import SwndGraph

/// Executes nodes whose inputs are computed, inside of the call and without a plan.
struct ImmediateRunner {
    private let backend: any Backend
    /// Whether errors that are kept are told on stderr as well.
    private let tells: Bool

    init(_ backend: any Backend, tells: Bool) {
        self.backend = backend
        self.tells = tells
    }

    /// Executes a node.
    func run(_ node: Node) throws(SwndError) -> Value {
        let layout = Layout(contiguous: node.shape)
        if node.shape.count == 0 || !node.isProgram { return try runWork(node, layout) }
        let storage = try allocate(node)
        if try backend.runSmall(node, into: storage) {
            return Value(layout: layout, dtype: node.dtype, context: node.context, storage: storage)
        }
        let program = Program(single: node)
        var launch = ProgramLaunch(program)
        for input in program.inputs {
            launch.inputs.append(UnsafeRawPointer(node.inputs[input.buffer].storage.bytes))
        }
        if program.reductions.isEmpty {
            launch.outputs = [storage.bytes]
            launch.isInPlace = [false]
        } else {
            launch.reductions = [storage.bytes]
        }
        try backend.run(launch)
        return Value(layout: layout, dtype: node.dtype, context: node.context, storage: storage)
    }

    private func runWork(_ node: Node, _ layout: Layout) throws(SwndError) -> Value {
        var isInPlace = false
        let storage: Storage
        if node.donatesFirstInput, let first = node.inputs.first, first.dtype == node.dtype,
            first.layout == layout
        {
            storage = first.storage
            isInPlace = true
        } else {
            storage = try allocate(node)
        }
        let output = Value(
            layout: layout, dtype: node.dtype, context: node.context, storage: storage)
        if node.shape.count > 0 {
            do {
                try backend.run(
                    Launch(
                        node.name, node.work, inputs: node.inputs, output: output,
                        isInPlace: isInPlace))
            } catch {
                guard node.work.keepsFaults, error.code == .value else { throw error }
                let error = error.called(at: CallSite.known)
                storage.fail(error)
                if tells { DebugLog.tell(error.message) }
            }
        }
        return output
    }

    private func allocate(_ node: Node) throws(SwndError) -> Storage {
        do {
            return try Storage(byteCount: node.shape.count &* node.dtype.byteCount)
        } catch {
            throw SwndError(
                error.code, "\(node.name): \(error.message) (result \(node.shape) \(node.dtype))")
        }
    }
}
