import SwndCore
import SwndGraph

extension Op {
    public static let khatriRao: Operator = Operator(
        "khatri_rao",
        doc: .init(
            "The Khatri-Rao product of matrices: column by column the Kronecker product.",
            "All have as many columns; the result has a row for each choice of one row of every matrix, those of the last one varying"
                + " fastest.",
            example: (
                "nd.khatri_rao(nd.array([[1, 2], [3, 4]]), nd.array([[5, 6]]))",
                "[[ 5. 12.]\n [15. 24.]]"
            )),
        inputs: [.init("args", isVariadic: true, "The matrices.")],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let first = call.inputs[0].shape
            for (position, input) in call.inputs.enumerated() {
                guard input.shape.rank == 2, first.rank == 2, input.shape[1] == first[1] else {
                    throw call.error(
                        .value,
                        "array \(position) has shape \(input.shape); a matrix with as many columns as"
                            + " \(first) was expected")
                }
            }
            var product = call.inputs[0]
            for factor in call.inputs.dropFirst() {
                let (rows, more, columns) = (product.shape[0], factor.shape[0], first[1])
                let left = try call.shape(from: [rows, 1, columns], name: "shape")
                let right = try call.shape(from: [1, more, columns], name: "shape")
                let all = try multiply.broadcast.applyOne(
                    reshaped(product, to: left), reshaped(factor, to: right))
                product = try reshaped(all, to: try call.merging(0..<2, of: all.shape))
            }
            return [call.inputs.count == 1 ? try copy(product) : product]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3], [4, 3]]), .init([[2, 2], [3, 2], [2, 2]]), .init([[2, 3]]),
        ]))
}
