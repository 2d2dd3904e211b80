import SwndCore
import SwndGraph

extension Op {
    /// A number in every element.
    static let constantForm = Pointwise(passing: .constant(0))
}

extension Operator {
    /// An operator that makes an array of one number.
    static func filled(
        _ name: String, aliases: [String] = [], with value: Double, doc: Documentation
    )
        -> Operator
    {
        Operator(
            name, aliases: aliases, doc: doc, inputs: [],
            parameters: [.shape, .context, .outputDType],
            body: .kernel { call throws(SwndError) in
                let dtype = call.dtype("dtype") ?? .float32
                let work = try Op.constantForm.work(call, dtype, constants: [.real(value)])
                return Kernel(work, shape: try call.shape("shape"), dtype: dtype)
            }, gradient: .zero, test: TestDomain(cases: [.init([], ["shape": [2, 3]])]))
    }

    /// An operator that makes an array of one number, shaped like another.
    static func filled(_ name: String, like value: Double, doc: Documentation) -> Operator {
        Operator(
            name, doc: doc,
            body: .kernel { call throws(SwndError) in
                let x = call.inputs[0]
                let work = try Op.constantForm.work(call, x.dtype, constants: [.real(value)])
                return Kernel(work, shape: x.shape, dtype: x.dtype)
            }, gradient: .zero, direct: DirectForm(filling: .real(value)),
            test: TestDomain(reference: { _ in value }, oracle: .oracle { _ in value }))
    }
}
