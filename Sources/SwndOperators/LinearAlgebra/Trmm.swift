import SwndCore
import SwndGraph

extension Op {
    public static let linalgTrmm: Operator = Operator(
        "linalg_trmm",
        doc: .init(
            "Products with triangular matrices: alpha op(A) B, or alpha B op(A).",
            "op transposes or does nothing. Of A one triangle counts; what lies in the other one is taken for zeros. All axes but"
                + " the last two are the same in A and B. float32 and float64 only.",
            example: (
                "nd.linalg.trmm(nd.array([[1, 0], [1, 1]]), nd.array([[1, 2], [3, 4]]))",
                "[[1. 2.]\n [4. 6.]]"
            )),
        inputs: [
            .matrices("A", "The triangular matrices, which are square"),
            .matrices("B", "The other matrices"),
        ],
        parameters: [.isTransposed, .isOnRight, .isLower, .alpha],
        body: .composition { call throws(SwndError) in
            try call.requireTriangleFits(try call.squares(0), try call.matrices(1))
            let a = try triangle(call.inputs[0], lower: call.bool("lower"))
            let (b, turns) = (call.inputs[1], call.bool("transpose"))
            let result =
                call.bool("rightside")
                ? try product(b, a, transposeB: turns) : try product(a, b, transposeA: turns)
            return [try scaled(result, by: call.real("alpha") ?? 1)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 2], [2, 3]]),
                .init([[2, 3, 3], [2, 2, 3]], ["rightside": true, "alpha": 0.5]),
                .init([[3, 3], [3, 2]], ["transpose": true, "lower": false]),
                .init([[3, 3], [2, 3]], ["transpose": true, "rightside": true]),
            ]))
}
