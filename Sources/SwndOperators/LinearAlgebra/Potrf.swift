import SwndCore
import SwndGraph

extension Op {
    public static let linalgPotrf: Operator = Operator(
        "linalg_potrf",
        doc: .init(
            "Cholesky factors L of symmetric positive-definite matrices: A = L L'.",
            "With `lower=False`, U of A = U' U. The other triangle of the result is zero. Of A the same triangle is read. The gradient"
                + " is symmetric: that of changes that keep A so. Where A is not positive definite, reading the result is an error"
                + " that names the matrix. LAPACK's xPOTRF; float32 and float64 only.",
            example: (
                "nd.linalg.potrf(nd.array([[4, 2], [2, 5]]))", "[[2. 0.]\n [1. 2.]]"
            )),
        inputs: [.matrices("A", "The symmetric matrices")],
        parameters: [.isLower],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let (n, isLower, dtype) = (a.rows, call.bool("lower"), call.inputs[0].dtype)
            return try call.lapackKernel(
                a, results: [a.size], shape: call.inputs[0].shape.axes
            ) { lapack, item in
                let result = item.results[0]
                result.copyMemory(from: item.inputs[0], byteCount: a.size &* dtype.byteCount)
                let minor = lapack.potrf(result, order: n, lower: isLower)
                let elements = Reals(result, dtype)
                // OpenBLAS takes NaN for positive.
                let faulty =
                    minor > 0
                    ? minor - 1 : (0..<n).first { !(elements[$0 &* n &+ $0] > 0) }
                if let faulty {
                    return "is not positive definite: its leading minor of order \(faulty + 1) is"
                        + " not positive"
                }
                elements.clearOutside(lower: isLower, order: n)
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            // I. Murray, "Differentiation of the Cholesky decomposition", 2016: A = L'^-1 sym(L' L) L^-1 / 2, where sym mirrors the lower
            // triangle.
            let isLower = back.call.bool("lower")
            let factor = isLower ? back.output : try transposed(back.output)
            let g = isLower ? back.cotangent : try transposed(back.cotangent)
            let middle = try mirrored(lower: product(factor, g, transposeA: true))
            let half = try linalgTrsm(factor, middle, with: ["transpose": true])
            return [
                try linalgTrsm(factor, half, with: ["rightside": true, "alpha": 0.5])
            ]
        },
        test: TestDomain(
            [-1...1], ulps: 16, matrices: [.positiveDefinite],
            cases: [
                .init([[3, 3]]), .init([[2, 2, 2]], ["lower": false]), .init([[1, 1]]),
                .init([[2, 1, 4, 4]]),
            ]))
}
