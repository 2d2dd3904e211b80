import SwndCore
import SwndGraph
import SwndNumerics

/// The last number is the end itself, whatever the steps before it were rounded to.
enum Spacing: QuaternaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ index: V, _ start: V, _ stop: V, _ gaps: V) -> V {
        V.select(index == gaps, stop, start + V.divide(stop - start, gaps) * index)
    }
}

extension Op {
    static let spacing = Pointwise(
        PointwiseKernel("linspace", Spacing.self),
        operands: [.index, .constant(0), .constant(1), .constant(2)])

    public static let linspace: Operator = Operator(
        "linspace",
        doc: .init(
            "`num` evenly spaced numbers from `start` to `stop`.",
            "Computed in float64 before they are stored.",
            example: ("nd.linspace(0, 1, 5)", "[0.   0.25 0.5  0.75 1.  ]")),
        inputs: [],
        parameters: [
            Parameter("start", .real, "The first number."),
            Parameter("stop", .real, "The last number, or the end when it is not included."),
            Parameter("num", .int, "How many; not negative."),
            Parameter("endpoint", .bool, default: true, "Whether `stop` is the last number."),
            .context, .outputDType,
        ],
        body: .kernel { call throws(SwndError) in
            let count = call.int("num") ?? 0
            guard count >= 0, let shape = Shape(vector: count) else {
                throw call.error(.value, "num is \(count); 0 is the least")
            }
            let dtype = call.dtype("dtype") ?? .float32
            let gaps = Swift.max(call.bool("endpoint") ? count - 1 : count, 1)
            let ends = [call.real("start") ?? 0, call.real("stop") ?? 0, Double(gaps)]
            let work = try spacing.work(
                call, dtype, computing: .float64, constants: ends.map(Scalar.real))
            return .init(work, shape: shape, dtype: dtype)
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([], ["start": 0.0, "stop": 1.0, "num": 7]),
            .init([], ["start": 2.0, "stop": -1.0, "num": 4, "endpoint": false]),
        ]))
}
