import SwndCore
import SwndGraph
import SwndOpenCL

/// Finds out which dtypes an operator takes and gives, and what is asked of a device, by calling it on an engine that computes
/// nothing.
enum DTypeProbe {
    private final class IdleEngine: Executor {
        /// What was asked for.
        nonisolated(unsafe) var works: [Work] = []

        func submit(_ node: Node) throws(SwndError) -> Value {
            works.append(node.work)
            let storage = try Storage(byteCount: 64)
            // Some operators read a number of it.
            storage.bytes.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
            return Value(
                layout: Layout(contiguous: node.shape), dtype: node.dtype, context: node.context,
                storage: storage)
        }

        func wait(for value: Value) {}
    }

    private final class NoRecorder: Recorder {
        func record(_ application: Application, result: Value) -> Tensor { Tensor(result) }

        func record(_ application: Application, results: [Value]) -> [Tensor] {
            results.map { Tensor($0) }
        }
    }

    private static let engine: IdleEngine = {
        let engine = IdleEngine()
        Runtime.install(executor: engine, recorder: NoRecorder())
        return engine
    }()

    /// The dtypes in words: `all`, `floating` or a list, with an arrow before a result of another one.
    static func describe(_ declaration: Declaration) -> String {
        _ = engine
        let results = DType.allCases.map { (given: $0, result: result(of: declaration.op, $0)) }
        let taken = results.filter { $0.result != nil }
        let fixed = Set(taken.compactMap(\.result))
        var text = words(taken.map(\.given))
        if taken.contains(where: { $0.result != $0.given }) {
            let asked = declaration.op.parameters.first { $0.kind == .dtype }
            text +=
                " → "
                + (asked.map { "`\($0.name)`" } ?? words(DType.allCases.filter(fixed.contains)))
        }
        return text
    }

    /// Whether a GPU has kernels for all that the operator's test cases ask for.
    static func describeDevice(_ declaration: Declaration) -> String {
        let op = declaration.op
        let cases = op.test.cases.isEmpty ? [nil] : op.test.cases.map(Optional.some)
        engine.works = []
        for test in cases { _ = result(of: op, .float32, test, on: .gpu()) }
        let works = engine.works
        if works.allSatisfy(OpenCLBackend.hasKernel) { return "yes" }
        return works.contains(where: OpenCLBackend.hasKernel) ? "partly" : "no"
    }

    private static func words(_ dtypes: [DType]) -> String {
        if dtypes.count == DType.allCases.count { return "all" }
        if dtypes == DType.allCases.filter(\.isFloating) { return "floating" }
        return dtypes.map(\.name).joined(separator: ", ")
    }

    /// The dtype of a result where all inputs, or the result asked for, have this one; nothing where it is refused.
    private static func result(of op: Operator, _ dtype: DType) -> DType? {
        result(of: op, dtype, op.test.cases.first)
    }

    private static func result(
        of op: Operator, _ dtype: DType, _ test: TestDomain.Case?, on context: Context = .cpu()
    ) -> DType? {
        do {
            var shapes = op.inputs.map { _ in [2, 3] }
            var attributes: [Attribute] = []
            if let first = test {
                shapes = first.shapes
                attributes = try op.attributes(first.parameters)
            } else {
                attributes = try op.attributes([:])
            }
            // What makes an array of nothing is asked for each dtype instead.
            for (position, parameter) in op.parameters.enumerated()
            where parameter.kind == .dtype && op.inputs.isEmpty {
                attributes[position] = .dtype(dtype)
            }
            for (position, parameter) in op.parameters.enumerated()
            where parameter.kind == .context {
                attributes[position] = .context(context)
            }
            let storage = try Storage(byteCount: 64)
            let inputs = shapes.compactMap { Shape($0) }.map { shape in
                Tensor(
                    Value(
                        layout: Layout(contiguous: shape), dtype: dtype, context: context,
                        storage: storage))
            }
            return try op.apply(Few(inputs), attributes).first?.dtype
        } catch {
            return nil
        }
    }
}
