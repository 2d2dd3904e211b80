import SwndCore
import SwndGraph

extension Op {
    public static let linalgSlogdet: Operator = Operator(
        "linalg_slogdet",
        doc: .init(
            "The signs of determinants, and the logarithms of their absolute values.",
            "Two results: the sign, which is 1, -1 or 0, and the logarithm, which is -inf where the matrix is singular. Those of one"
                + " matrix have shape (1,). The sign has no gradient, and the logarithm of a singular matrix none, which is zero."
                + " By LU factors with pivots (LAPACK's xGETRF); float32 and float64 only.",
            example: ("nd.linalg.slogdet(nd.array([[1, 4], [2, 3]]))[0]", "[-1.]")),
        inputs: [.matrices("A", "The matrices, which are square")], outputs: .fixed(2),
        body: .composition { call throws(SwndError) in
            let axes = call.perMatrixAxes(try call.squares())
            return try taken([axes, axes], from: signAndLogarithm(call.inputs[0]), call)
        }, gradient: .composed,
        test: TestDomain(
            [-1...1], ulps: 64, matrices: [.regular],
            cases: [.init([[3, 3]]), .init([[2, 2, 2]]), .init([[2, 1, 1, 1]])]))

    /// All signs, then all logarithms.
    static let signAndLogarithm: Operator = Operator(
        "_linalg_slogdet", doc: .init("The signs of determinants, then their logarithms."),
        inputs: [.matrices("A", "The matrices, which are square")],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let dtype = call.inputs[0].dtype
            return try call.lapackKernel(
                a, results: [1, 1], scratch: a.size &+ a.rows, shape: [2 &* a.count]
            ) { lapack, item in
                let factors = PivotedFactors(lapack, item, order: a.rows, dtype)
                Reals(item.results[0], dtype)[0] = factors.sign
                Reals(item.results[1], dtype)[0] = factors.logarithm
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            let (a, call) = (back.input(0), back.call)
            let axes = call.perMatrixAxes(try call.squares())
            let ofLogarithm = try taken([axes, axes], from: back.cotangent, call)[1]
            let inverse = try transposed(inverseOrZeros(a))
            return [
                try (.array(perMatrix(ofLogarithm, like: a)) * .array(inverse))
                    .array(for: "slogdet")
            ]
        })
}
