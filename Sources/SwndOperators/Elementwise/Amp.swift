import SwndCore
import SwndGraph

extension DType {
    /// The dtypes that automatic mixed precision chooses between.
    fileprivate var isMixedPrecision: Bool { self == .float16 || self == .float32 }
}

extension Op {
    public static let ampCast: Operator = Operator(
        "amp_cast",
        doc: .init(
            "float16 and float32 as another dtype; everything else as it is.",
            "What automatic mixed precision puts before operators. The gradient is cast back.",
            example: ("nd.amp_cast(nd.array([1, 2]), 'float16')", "[1. 2.]")),
        parameters: [Parameter("dtype", .dtype, "The dtype of the result.")],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            guard let dtype = call.dtype("dtype") else {
                throw call.error(.type, "parameter 'dtype' is missing")
            }
            return [
                try x.dtype.isMixedPrecision ? cast(x, with: ["dtype": .dtype(dtype)]) : copy(x)
            ]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[2, 3]], ["dtype": .dtype(.float32)])]))

    public static let ampMulticast: Operator = Operator(
        "amp_multicast",
        doc: .init(
            "Arrays of float16 and float32 as the wider dtype among them; others as they are.",
            "What automatic mixed precision puts before operators that need one dtype. Gradients are cast back.",
            example: (
                "nd.amp_multicast(nd.array([1]), nd.array([2], dtype='float16'), num_outputs=2)[1]",
                "[2.]"
            )),
        inputs: [.init("data", isVariadic: true, "The arrays.")],
        parameters: [
            Parameter("num_outputs", .int, "The number of arrays."),
            Parameter("cast_narrow", .bool, default: false, "Whether the narrower dtype is taken."),
        ],
        outputs: .parameter("num_outputs"),
        body: .composition { call throws(SwndError) in
            let count = call.int("num_outputs") ?? 0
            guard count == call.inputs.count else {
                throw call.error(
                    .value, "num_outputs is \(count), and there are \(call.inputs.count) arrays")
            }
            let common: DType = call.bool("cast_narrow") ? .float16 : .float32
            let isMixed = call.inputs.contains { $0.dtype == common }
            var results: [Tensor] = []
            for x in call.inputs {
                let isChanged = isMixed && x.dtype.isMixedPrecision && x.dtype != common
                results.append(try isChanged ? cast(x, with: ["dtype": .dtype(common)]) : copy(x))
            }
            return results
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3], [4]], ["num_outputs": 2]),
            .init([[2, 3]], ["num_outputs": 1, "cast_narrow": true]),
        ]))
}
