import SwndCore
import SwndGraph

extension Op {
    public static let linalgTrsm: Operator = Operator(
        "linalg_trsm",
        doc: .init(
            "Equations with triangular matrices solved for X: op(A) X = alpha B, or X op(A) = alpha B.",
            "op transposes or does nothing. Of A one triangle counts; what lies in the other one is not read. A zero on the diagonal"
                + " gives infinities or NaN, as a division does. All axes but the last two are the same in A and B. float32 and"
                + " float64 only.",
            example: (
                "nd.linalg.trsm(nd.array([[2, 0], [1, 1]]), nd.array([[4], [5]]))", "[[2.]\n [3.]]"
            )),
        inputs: [
            .matrices("A", "The triangular matrices, which are square"),
            .matrices("B", "The right-hand sides"),
        ],
        parameters: [.isTransposed, .isOnRight, .isLower, .alpha],
        body: .kernel { call throws(SwndError) in
            let (a, b) = (try call.squares(0), try call.matrices(1))
            try call.requireTriangleFits(a, b)
            guard Swift.max(b.rows, b.columns) <= Int(Int32.max) else {
                throw call.error(.value, "B \(call.inputs[1].shape) is too large")
            }
            let (isRight, isLower) = (call.bool("rightside"), call.bool("lower"))
            let (turns, alpha) = (call.bool("transpose"), call.real("alpha") ?? 1)
            let byteCount = b.size &* call.inputs[1].dtype.byteCount
            return try call.lapackKernel(
                a, others: [b.size], results: [b.size], steps: b.size &* a.rows,
                shape: call.inputs[1].shape.axes
            ) { lapack, item in
                item.results[0].copyMemory(from: item.inputs[1], byteCount: byteCount)
                lapack.trsm(
                    item.inputs[0], item.results[0], rows: b.rows, columns: b.columns,
                    alpha: alpha, onRight: isRight, lower: isLower, transposed: turns)
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            let (x, call) = (back.output, back.call)
            let (isRight, turns) = (call.bool("rightside"), call.bool("transpose"))
            // With op(A) X = B, the cotangent of B is W = op(A)'^-1 g, and that of op(A) is -W X'; on the right they are g op(A)'^-1 and
            // -X' W.
            let w = try linalgTrsm(
                back.input(0), back.cotangent,
                with: [
                    "transpose": .bool(!turns), "rightside": .bool(isRight),
                    "lower": call["lower"],
                ])
            let right = try scaled(w, by: call.real("alpha") ?? 1)
            guard back.wanted[0] else { return [nil, right] }
            let (first, second) = turns ? (w, x) : (x, w)
            let left =
                isRight
                ? try product(first, second, transposeA: true)
                : try product(second, first, transposeB: true)
            return [try triangle(scaled(left, by: -1), lower: call.bool("lower")), right]
        },
        test: TestDomain(
            [-1...1], ulps: 16, matrices: [.triangular],
            cases: [
                .init([[2, 2], [2, 3]], ["alpha": 0.5]),
                .init([[2, 3, 3], [2, 2, 3]], ["rightside": true]),
                .init([[3, 3], [3, 2]], ["transpose": true, "lower": false]),
                .init([[3, 3], [2, 3]], ["transpose": true, "rightside": true, "alpha": -2.0]),
            ]))
}
