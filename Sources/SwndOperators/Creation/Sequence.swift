import SwndCore
import SwndGraph
import SwndNumerics

/// `start + step * floor(index / repeat)`.
enum Sequence: TernaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ index: V, _ start: V, _ step: V) -> V {
        start + step * index
    }
}

extension Op {
    /// Evenly spaced numbers: what arange, linspace and eye are made of. Computed in double precision, or in int64 for
    /// integers, and stored as the dtype asked for.
    static let sequence: Operator = Operator(
        "_sequence", doc: .init("`start + step * index`."), inputs: [],
        parameters: [
            Parameter("count", .int, "How many."), Parameter("start", .real, "The first number."),
            Parameter("step", .real, "From one to the next."), .context, .outputDType,
        ],
        body: .kernel { call throws(SwndError) in
            let dtype = call.dtype("dtype") ?? .float32
            guard let count = call.int("count"), let shape = Shape(vector: count) else {
                throw call.error(.value, "the number of elements cannot be counted")
            }
            let (start, step) = (call.real("start") ?? 0, call.real("step") ?? 1)
            let whole = start == start.rounded() && step == step.rounded()
            let work = try sequenceForm.work(
                call, dtype, computing: dtype.isFloating || !whole ? .float64 : .int64,
                constants: [.real(start), .real(step)])
            return .init(work, shape: shape, dtype: dtype)
        }, gradient: .zero,
        test: TestDomain(cases: [.init([], ["count": 5, "start": 1.0, "step": 0.5])]))

    static let sequenceForm = Pointwise(
        PointwiseKernel("sequence", Sequence.self), operands: [.index, .constant(0), .constant(1)])
}
