import SwndCore
import SwndGraph

extension Op {
    public static let full: Operator = Operator(
        "full",
        doc: .init(
            "A new array with one number in every element.",
            "An integer array takes the number truncated.",
            example: ("nd.full((2,), 7)", "[7. 7.]")),
        inputs: [],
        parameters: [.shape, Parameter("val", .real, "The number."), .context, .outputDType],
        body: .kernel { call throws(SwndError) in
            let dtype = call.dtype("dtype") ?? .float32
            let value = Scalar.real(call.real("val") ?? 0).rounded(to: dtype)
            let work = try constantForm.work(call, dtype, constants: [value])
            return .init(work, shape: try call.shape("shape"), dtype: dtype)
        }, gradient: .zero, test: TestDomain(cases: [.init([], ["shape": [2, 3], "val": 2.5])]))
}
