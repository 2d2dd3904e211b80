import SwndCore
import SwndGraph

extension Op {
    public static let linalgPotri: Operator = Operator(
        "linalg_potri",
        doc: .init(
            "Inverses of matrices of which the Cholesky factors are given: (A A')^-1.",
            "With `lower=False`, A is an upper triangle and the result (A' A)^-1. Of A one triangle counts. To solve equations, trsm"
                + " with the factor is more exact, and faster. Where the diagonal of A has a zero, reading the result is an error"
                + " that names the matrix. LAPACK's xPOTRI; float32 and float64 only.",
            example: (
                "nd.linalg.potri(nd.array([[2, 0], [0, 4]]))", "[[0.25   0.    ]\n [0.     0.0625]]"
            )),
        inputs: [.matrices("A", "The triangular matrices")],
        parameters: [.isLower],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let (n, isLower, dtype) = (a.rows, call.bool("lower"), call.inputs[0].dtype)
            return try call.lapackKernel(
                a, results: [a.size], shape: call.inputs[0].shape.axes
            ) { lapack, item in
                let result = item.results[0]
                result.copyMemory(from: item.inputs[0], byteCount: a.size &* dtype.byteCount)
                let place = lapack.potri(result, order: n, lower: isLower)
                guard place == 0 else {
                    return "is no Cholesky factor: element \(place - 1) of its diagonal is zero"
                }
                Reals(result, dtype).mirror(lower: isLower, order: n)
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            // With B = (A A')^-1, a change of A changes B by -B (dA A' + A dA') B; and B A is A'^-1.
            let isLower = back.call.bool("lower")
            let (b, g) = (back.output, try plusTransposed(back.cotangent))
            let outer = try isLower ? product(b, g) : product(g, b)
            let whole = try linalgTrsm(
                back.input(0), outer,
                with: [
                    "transpose": true, "rightside": .bool(isLower), "lower": .bool(isLower),
                    "alpha": -1.0,
                ])
            return [try triangle(whole, lower: isLower)]
        },
        test: TestDomain(
            [-1...1], ulps: 64, matrices: [.triangular],
            cases: [
                .init([[3, 3]]), .init([[2, 2, 2]], ["lower": false]), .init([[1, 1]]),
            ]))
}

extension Reals {
    /// Makes a square symmetric: what is on the other side of the diagonal becomes what is on this one.
    fileprivate func mirror(lower: Bool, order: Int) {
        for row in 0..<order {
            for column in 0..<row {
                let (below, above) = (row &* order &+ column, column &* order &+ row)
                if lower { self[above] = self[below] } else { self[below] = self[above] }
            }
        }
    }
}
