import SwndCore
import SwndGraph
import SwndOpenBLAS

extension Op {
    public static let linalgGelqf: Operator = Operator(
        "linalg_gelqf",
        doc: .init(
            "LQ factors of matrices with no more rows than columns: A = L Q.",
            "Two results: Q, whose rows are orthonormal, of the shape of A, and L, lower triangular with as many rows and columns as A"
                + " has rows. Signs are those of Householder reflections: an element of the diagonal of L is mostly negative where"
                + " that of A is positive. Gradients need full rank. LAPACK's xGELQF and xORGLQ; float32 and float64 only.",
            example: ("nd.linalg.gelqf(nd.array([[3, 4]]))[1]", "[[-5.]]")),
        inputs: [.matrices("A", "The matrices")], outputs: .fixed(2),
        body: .composition { call throws(SwndError) in
            let a = try call.wideMatrices()
            return try taken(lqShapes(a), from: lqFactors(call.inputs[0]), call)
        }, gradient: .composed,
        test: TestDomain(
            [-1...1], ulps: 64, matrices: [.regular],
            cases: [
                .init([[3, 3]]), .init([[2, 2, 4]]), .init([[1, 3]]), .init([[2, 1, 3, 4]]),
            ]))

    private static func lqShapes(_ a: MatrixShape) -> [[Int]] {
        [a.batch + [a.rows, a.columns], a.batch + [a.rows, a.rows]]
    }

    /// All of Q, then all of L.
    static let lqFactors: Operator = Operator(
        "_linalg_gelqf", doc: .init("LQ factors of matrices: all of Q, then all of L."),
        inputs: [.matrices("A", "The matrices")],
        body: .kernel { call throws(SwndError) in
            let a = try call.wideMatrices()
            let dtype = call.inputs[0].dtype
            return try call.lapackKernel(
                a, results: [a.size, a.rows &* a.rows],
                scratch: a.rows &* (1 &+ LAPACK.workColumns),
                shape: [a.count &* (a.size &+ a.rows &* a.rows)]
            ) { lapack, item in
                factorLQ(lapack, item, a, dtype)
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            // M. Seeger et al., "Auto-Differentiating Linear Algebra", 2017.
            let shapes = lqShapes(try back.call.wideMatrices())
            let results = try taken(shapes, from: back.output, back.call)
            let cotangents = try taken(shapes, from: back.cotangent, back.call)
            let (q, l, gq, gl) = (results[0], results[1], cotangents[0], cotangents[1])
            let ofQ = try scaled(product(gq, q, transposeB: true), by: -1)
            let middle = try mirrored(lower: added(product(l, gl, transposeA: true), ofQ))
            return [
                try linalgTrsm(l, added(gq, product(middle, q)), with: ["transpose": true])
            ]
        })

    private static func factorLQ(
        _ lapack: LAPACK, _ item: MatrixFunction.Item, _ a: MatrixShape, _ dtype: DType
    ) {
        let (q, l) = (item.results[0], item.results[1])
        let (tau, work) = (item.scratch, item.scratch + a.rows &* dtype.byteCount)
        q.copyMemory(from: item.inputs[0], byteCount: a.size &* dtype.byteCount)
        lapack.gelqf(q, rows: a.rows, columns: a.columns, tau: tau, work: work)
        for row in 0..<a.rows {
            (l + row &* a.rows &* dtype.byteCount).copyMemory(
                from: q + row &* a.columns &* dtype.byteCount,
                byteCount: a.rows &* dtype.byteCount)
        }
        Reals(l, dtype).clearOutside(lower: true, order: a.rows)
        lapack.orglq(q, rows: a.rows, columns: a.columns, tau: tau, work: work)
    }
}

extension Call {
    /// The matrices of the first input, which must not have more rows than columns.
    fileprivate func wideMatrices() throws(SwndError) -> MatrixShape {
        let matrices = try matrices()
        guard matrices.rows <= matrices.columns else {
            throw error(
                .value,
                "A \(inputs[0].shape) must not have more rows than columns: transpose it for a QR"
                    + " factorisation")
        }
        return matrices
    }
}
