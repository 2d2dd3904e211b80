import SwndCore
import SwndGraph

extension Op {
    /// Elements as they are: what copies and conversions are made of, since loads and stores convert.
    static let identityForm = Pointwise(passing: .input(0))
    static let truthForm = Pointwise(passing: .input(0, truth: true))

    public static let cast: Operator = Operator(
        "cast", aliases: ["Cast"],
        doc: .init(
            "The elements as another dtype.",
            "Floating-point numbers are truncated toward zero; integers keep their low bits; everything but zero is true."
                + " The gradient is cast back.",
            example: ("nd.cast(nd.array([1.7, -1.7]), 'int32')", "[ 1 -1]")),
        parameters: [Parameter("dtype", .dtype, "The dtype of the result.")],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            guard let dtype = call.dtype("dtype") else {
                throw call.error(.type, "parameter 'dtype' is missing")
            }
            if dtype == .bool {
                return .init(try truthForm.work(call, dtype), shape: x.shape, dtype: dtype)
            }
            // The way from float64 to float16 must not round twice.
            let direct = x.dtype == .float64 && dtype == .float16
            return .init(
                try identityForm.work(call, dtype, computing: direct ? .float64 : nil),
                shape: x.shape, dtype: dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [try cast(back.cotangent, with: ["dtype": .dtype(back.input(0).dtype)])]
        }, test: TestDomain(cases: [.init([[2, 3]], ["dtype": .dtype(.float64)])]))

    /// The same elements as another dtype; the very same where it is theirs already.
    static func converted(_ x: Tensor, to dtype: DType) throws(SwndError) -> Tensor {
        x.dtype == dtype ? x : try cast(x, with: ["dtype": .dtype(dtype)])
    }

    public static let copy: Operator = Operator(
        "identity", aliases: ["_copy"],
        doc: .init(
            "The same elements in memory of their own.",
            example: ("nd.identity(nd.array([1, 2]))", "[1. 2.]")),
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            guard x.value.layout.isReordered else {
                return .init(try identityForm.work(call, x.dtype), shape: x.shape, dtype: x.dtype)
            }
            // As a whole, not element by element: that can read in the order of memory.
            let assembly = Assembly(background: .none, places: [Layout(contiguous: x.shape)])
            return .init(.assemble(assembly), shape: x.shape, dtype: x.dtype)
        }, gradient: .unary { _, _, g in g }, truth: .ofTruths)

    public static let stopGradient: Operator = Operator(
        "stop_gradient", aliases: ["BlockGrad"],
        doc: .init(
            "The same elements, as a constant: no gradient goes back through it.",
            example: ("nd.stop_gradient(nd.array([1, 2]))", "[1. 2.]")),
        body: .view { call in call.inputs[0].value.layout }, gradient: .zero)
}

extension Layout {
    /// Whether elements lie in another order than C's, or with gaps; repeated ones are neither.
    fileprivate var isReordered: Bool {
        let axes = (0..<shape.rank).filter { stride($0) != 0 }
        guard let narrow = Shape(axes.map { shape[$0] }) else { return false }
        return !Layout(shape: narrow, strides: axes.map(stride), offset: 0).isContiguous
    }
}
