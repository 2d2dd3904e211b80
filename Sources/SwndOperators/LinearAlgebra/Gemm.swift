import SwndCore
import SwndGraph

extension Parameter {
    fileprivate static let transposeA = Parameter(
        "transpose_a", .bool, default: false, "Whether A is transposed.")
    fileprivate static let transposeB = Parameter(
        "transpose_b", .bool, default: false, "Whether B is transposed.")
    fileprivate static let rowAxis = Parameter(
        "axis", .int, default: -2,
        "The axis that rows are counted along; columns are along the last one.")
    fileprivate static let productAlpha = Parameter(
        "alpha", .real, default: 1.0, "A factor of the product.")
}

extension Op {
    public static let linalgGemm: Operator = Operator(
        "linalg_gemm",
        doc: .init(
            "Matrix products and a third matrix added: alpha op(A) op(B) + beta C.",
            "op transposes or does nothing. All axes but those of rows and columns are the same in A, B and C. With another `axis`,"
                + " that axis and the one before the last are exchanged in A, B and C, and in the result again. Where `beta` is 0,"
                + " C is not read. float32 and float64 only.",
            example: (
                "nd.linalg.gemm(nd.array([[1, 2]]), nd.array([[3], [4]]), nd.array([[5]]), beta=2)",
                "[[21.]]"
            )),
        inputs: [
            .matrices("A", "The matrices on the left"), .matrices("B", "The matrices on the right"),
            .matrices("C", "What is added"),
        ],
        parameters: [
            .transposeA, .transposeB, .productAlpha,
            Parameter("beta", .real, default: 1.0, "A factor of C."), .rowAxis,
        ],
        body: .composition { call throws(SwndError) in
            let (product, axis) = try gemmProduct(call)
            let third = call.inputs[2]
            _ = try call.matrices(2)
            let result = try exchanged(product, axis, product.shape.rank - 2)
            guard third.shape == result.shape else {
                throw call.error(
                    .value,
                    "C \(third.shape) must have the shape of the product, \(result.shape)")
            }
            let beta = call.real("beta") ?? 1
            return [beta == 0 ? result : try added(result, scaled(third, by: beta))]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3], [3, 4], [2, 4]], ["alpha": 0.5, "beta": -2.0]),
                .init(
                    [[2, 3, 2], [2, 4, 3], [2, 2, 4]], ["transpose_a": true, "transpose_b": true]),
                .init([[2, 3, 4], [4, 3, 2], [2, 3, 2]], ["axis": 0]),
                .init([[2, 3], [3, 4], [2, 4]], ["beta": 0.0]),
            ]))

    public static let linalgGemm2: Operator = Operator(
        "linalg_gemm2",
        doc: .init(
            "Matrix products: alpha op(A) op(B).",
            "op transposes or does nothing. All axes but those of rows and columns are the same in A and B. With another `axis`, that"
                + " axis and the one before the last are exchanged in A and B, and in the result again. float32 and float64 only.",
            example: (
                "nd.linalg.gemm2(nd.array([[1, 2]]), nd.array([[3, 4]]), transpose_b=True)",
                "[[11.]]"
            )),
        inputs: [
            .matrices("A", "The matrices on the left"), .matrices("B", "The matrices on the right"),
        ],
        parameters: [.transposeA, .transposeB, .productAlpha, .rowAxis],
        body: .composition { call throws(SwndError) in
            let (product, axis) = try gemmProduct(call)
            return [try exchanged(product, axis, product.shape.rank - 2)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3], [3, 4]], ["alpha": 0.5]),
                .init([[2, 3, 2], [2, 4, 3]], ["transpose_a": true, "transpose_b": true]),
                .init([[2, 3, 4], [4, 3, 2]], ["axis": 0]),
                .init([[3, 2, 1, 2], [3, 2, 2, 3]], ["axis": 2]),
            ]))

    /// alpha op(A) op(B) with the rows along the axis before the last, and where they are in A and B.
    private static func gemmProduct(
        _ call: borrowing Call
    ) throws(SwndError) -> (product: Tensor, axis: Int) {
        _ = (try call.matrices(0), try call.matrices(1))
        try call.requireSameDTypes()
        let (a, b) = (call.inputs[0], call.inputs[1])
        let axis = try rowAxis(call)
        let (ta, tb) = (call.bool("transpose_a"), call.bool("transpose_b"))
        let last = a.shape.rank - 1
        func isFree(_ other: Int) -> Bool { other != axis && other != last }
        guard a.shape.rank == b.shape.rank,
            (0...last).allSatisfy({ !isFree($0) || a.shape[$0] == b.shape[$0] })
        else {
            throw call.error(
                .value,
                "A \(a.shape) and B \(b.shape) must have the same axes but for rows and columns,"
                    + " which are along axes \(axis) and \(last)")
        }
        let (k, l) = (a.shape[ta ? axis : last], b.shape[tb ? last : axis])
        guard k == l else {
            throw call.error(
                .value,
                "A \(a.shape) and B \(b.shape) do not fit: the lengths to sum over are \(k) and"
                    + " \(l) (transpose_a=\(ta ? "True" : "False"), transpose_b=\(tb ? "True" : "False"))"
            )
        }
        let result = try product(
            exchanged(a, axis, last - 1), exchanged(b, axis, last - 1),
            transposeA: ta, transposeB: tb)
        return (try scaled(result, by: call.real("alpha") ?? 1), axis)
    }

    private static func rowAxis(_ call: borrowing Call) throws(SwndError) -> Int {
        let shape = call.inputs[0].shape
        let axis = try call.axis(call.int("axis") ?? -2, of: shape)
        guard axis < shape.rank - 1 else {
            throw call.error(
                .value, "axis \(axis) of A \(shape) is the last one, which columns are along")
        }
        return axis
    }
}
