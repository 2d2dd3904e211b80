import SwndCore
import SwndGraph
import SwndOpenBLAS

extension Op {
    public static let linalgSyevd: Operator = Operator(
        "linalg_syevd",
        doc: .init(
            "Eigenvectors and eigenvalues of symmetric matrices: U A = diag(L) U.",
            "Two results: U, whose rows are the eigenvectors, orthonormal, and L, the eigenvalues in ascending order. The element of a"
                + " row of U that is largest without its sign (the first such) is positive. The lower triangle of A is read. The"
                + " gradient is symmetric; it has a meaning where all eigenvalues differ, and equal ones do not act on each other's"
                + " vectors. Where A has elements that are not finite, reading the results is an error that names the matrix."
                + " LAPACK's xSYEVD; float32 and float64 only.",
            example: ("nd.linalg.syevd(nd.array([[3, 0], [0, 2]]))[1]", "[2. 3.]")),
        inputs: [.matrices("A", "The symmetric matrices")], outputs: .fixed(2),
        body: .composition { call throws(SwndError) in
            let a = try call.squares()
            return try taken(eigenShapes(a), from: eigenpairs(call.inputs[0]), call)
        }, gradient: .composed,
        test: TestDomain(
            [-1...1], ulps: 64, matrices: [.symmetric],
            cases: [
                .init([[3, 3]]), .init([[2, 2, 2]]), .init([[1, 1]]), .init([[2, 1, 4, 4]]),
            ]))

    private static func eigenShapes(_ a: MatrixShape) -> [[Int]] {
        [a.batch + [a.rows, a.rows], a.batch + [a.rows]]
    }

    /// All of U, then all of L.
    static let eigenpairs: Operator = Operator(
        "_linalg_syevd", doc: .init("Eigenvectors of matrices, then their eigenvalues."),
        inputs: [.matrices("A", "The symmetric matrices")],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let (n, dtype) = (a.rows, call.inputs[0].dtype)
            return try call.lapackKernel(
                a, results: [a.size, n], scratch: LAPACK.eigenWork(order: n) &+ 3 &+ 5 &* n,
                shape: [a.count &* (a.size &+ n)]
            ) { lapack, item in
                findEigenpairs(lapack, item, order: n, dtype)
            }
        },
        gradient: .rule { back throws(SwndError) in
            // As eigenvalues and vectors of A = U' diag(L) U change: dL = diag(U dA U'), dU = (F * (U dA U')) U with F = 1 / (L_i - L_j).
            let shapes = eigenShapes(try back.call.squares())
            let results = try taken(shapes, from: back.output, back.call)
            let cotangents = try taken(shapes, from: back.cotangent, back.call)
            let (u, l, gu, gl) = (results[0], results[1], cotangents[0], cotangents[1])
            let moved = try product(gu, u, transposeB: true)
            let middle = try (.array(moved) * .array(inverseGaps(l))).array(for: "syevd")
            let symmetric = try added(
                scaled(plusTransposed(middle), by: 0.5), linalgMakediag(gl))
            return [try product(product(u, symmetric, transposeA: true), u)]
        })

    /// 1 / (L_i - L_j) for all pairs of eigenvalues; zero where they are equal.
    private static func inverseGaps(_ l: Tensor) throws(SwndError) -> Tensor {
        let gaps =
            try .array(expandDims(l, with: ["axis": -1]))
            - .array(expandDims(l, with: ["axis": -2]))
        let gap = try gaps.array(for: "syevd")
        // What is divided is never zero: its derivative would be no number.
        let safe = try choose(gap, gap, onesLike(gap))
        return try choose(gap, reciprocal(safe), zerosLike(gap))
    }

    private static func findEigenpairs(
        _ lapack: LAPACK, _ item: MatrixFunction.Item, order n: Int, _ dtype: DType
    ) -> String? {
        let (u, size) = (item.results[0], n &* n &* dtype.byteCount)
        u.copyMemory(from: item.inputs[0], byteCount: size)
        let vectors = Reals(u, dtype)
        // LAPACK finds eigenvalues of such, too.
        for row in 0..<n {
            for column in 0...row where !vectors[row &* n &+ column].isFinite {
                return "has elements that are not finite, and so no eigenvalues"
            }
        }
        let work = LAPACK.eigenWork(order: n) &* dtype.byteCount
        let integers = (item.scratch + work).bindMemory(to: Int32.self, capacity: 3 &+ 5 &* n)
        let missing = lapack.syevd(
            u, order: n, values: item.results[1], work: item.scratch, integers: integers)
        guard missing == 0 else { return "has eigenvalues that were not found" }
        for row in 0..<n { vectors.orient(from: row &* n, count: n) }
        return nil
    }
}

extension Reals {
    /// Turns a vector round where its largest element without sign is negative.
    fileprivate func orient(from start: Int, count: Int) {
        var largest = start
        for index in start..<start &+ count
        where self[index].magnitude > self[largest].magnitude {
            largest = index
        }
        guard self[largest] < 0 else { return }
        for index in start..<start &+ count { self[index] = -self[index] }
    }
}
