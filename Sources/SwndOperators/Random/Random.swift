import SwndCore
import SwndGraph

extension Operator {
    /// An operator that draws numbers of a distribution with two parameters.
    static func random(
        _ name: String, aliases: [String], _ kernel: RandomKernel, doc: Documentation,
        _ first: Parameter, _ second: Parameter,
        check: @escaping @Sendable (borrowing Call) throws(SwndError) -> Void
    ) -> Operator {
        Operator(
            name, aliases: aliases, doc: doc, inputs: [],
            parameters: [
                first, second,
                Parameter("shape", .ints, default: [1], "The shape of the result."), .context,
                .outputDType,
            ],
            body: .kernel { call throws(SwndError) in
                let dtype = call.dtype("dtype") ?? .float32
                guard dtype.isFloating else {
                    throw call.error(.type, "dtype is \(dtype); a floating-point dtype is needed")
                }
                try check(call)
                let shape = try call.shape("shape")
                let end = call.real(second.name) ?? 1
                let constants = [
                    Scalar.real(call.real(first.name) ?? 0), .real(end),
                    .real(end.below(as: dtype)),
                ]
                let stream = RandomStreams.draw(on: call.context("ctx"))
                return Kernel(
                    .random(kernel, stream: stream, constants: constants), shape: shape,
                    dtype: dtype)
            }, gradient: .zero, test: TestDomain(cases: [.init([], ["shape": [2, 3]])]))
    }
}

extension Double {
    /// The largest number of a dtype that is below this one, where rounding to the dtype comes after the draw.
    fileprivate func below(as dtype: DType) -> Double {
        guard dtype == .float16 else { return .infinity }
        let half = Float16(self)
        return Double(Double(half) < self ? half : half.nextDown)
    }
}
