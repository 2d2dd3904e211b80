import SwndCore
import SwndGraph
import SwndOpenBLAS

extension Op {
    public static let linalgInverse: Operator = inverse(
        "linalg_inverse", ofSingular: .fault,
        doc: .init(
            "Inverses of square matrices.",
            "Where a matrix is singular, reading the result is an error that names the matrix. By LU factors with pivots (LAPACK's"
                + " xGETRF and xGETRI); float32 and float64 only.",
            example: (
                "nd.linalg.inverse(nd.array([[2, 0], [0, 4]]))", "[[0.5  0.  ]\n [0.   0.25]]"
            )))

    /// The same, but zeros for singular matrices: what the gradients of determinants take.
    static let inverseOrZeros: Operator = inverse(
        "_linalg_inverse_or_zeros", ofSingular: .zeros,
        doc: .init("Inverses of square matrices; zeros for singular ones."))

    /// What becomes of a matrix that has no inverse.
    private enum Singular { case fault, zeros }

    private static func inverse(
        _ name: String, ofSingular singular: Singular, doc: Operator.Documentation
    ) -> Operator {
        Operator(
            name, doc: doc, inputs: [.matrices("A", "The matrices, which are square")],
            body: .kernel { call throws(SwndError) in
                let a = try call.squares()
                let (n, dtype) = (a.rows, call.inputs[0].dtype)
                return try call.lapackKernel(
                    a, results: [a.size], scratch: n &* (1 &+ LAPACK.workColumns),
                    shape: call.inputs[0].shape.axes
                ) { lapack, item in
                    let result = item.results[0]
                    let byteCount = a.size &* dtype.byteCount
                    result.copyMemory(from: item.inputs[0], byteCount: byteCount)
                    let pivots = item.scratch.bindMemory(to: Int32.self, capacity: n)
                    let work = item.scratch + n &* dtype.byteCount
                    var place = lapack.getrf(result, order: n, pivots: pivots)
                    if place == 0 {
                        place = lapack.getri(result, order: n, pivots: pivots, work: work)
                    }
                    if place == 0 { return nil }
                    if case .fault = singular { return "is singular: it has no inverse" }
                    result.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
                    return nil
                }
            },
            gradient: .rule { back throws(SwndError) in
                let b = back.output
                let outer = try product(b, back.cotangent, transposeA: true)
                return [try scaled(product(outer, b, transposeB: true), by: -1)]
            },
            test: TestDomain(
                [-1...1], ulps: 64, matrices: [.regular],
                cases: [.init([[3, 3]]), .init([[2, 2, 2]]), .init([[1, 1]])]))
    }
}
