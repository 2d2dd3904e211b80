import SwndCore
import SwndGraph

extension Op {
    public static let dot: Operator = Operator(
        "dot",
        doc: .init(
            "The product over the last axis of `lhs` and the first of `rhs`.",
            "Of vectors the inner product, shape (1,); of matrices the matrix product; with more axes all others stay, those of lhs"
                + " first. `transpose_a` takes the first axis of lhs instead, `transpose_b` the last of rhs. float16 is computed in"
                + " float32; integers wrap around.",
            example: ("nd.dot(nd.array([[1, 2], [3, 4]]), nd.array([1, 1]))", "[3. 7.]")),
        inputs: [.lhs, .rhs],
        parameters: [
            Parameter("transpose_a", .bool, default: false, "Whether lhs gives its first axis."),
            Parameter("transpose_b", .bool, default: false, "Whether rhs gives its last axis."),
        ],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let (a, b) = (call.inputs[0], call.inputs[1])
            let (ta, tb) = (call.bool("transpose_a"), call.bool("transpose_b"))
            guard a.shape.rank > 1 || b.shape.rank > 1 || !(ta || tb) else {
                throw call.error(
                    .value, "vectors cannot be transposed: lhs \(a.shape), rhs \(b.shape)")
            }
            if a.shape.rank == 2, b.shape.rank == 2,
                a.shape[ta ? 0 : 1] == b.shape[tb ? 1 : 0]
            {
                return [try matrixProduct.applyOne(call.inputs, call.attributes)]
            }
            let (left, right) = (a.shape.axes, b.shape.axes)
            let (k, l) = (
                ta ? left[0] : left[left.count - 1], tb ? right[right.count - 1] : right[0]
            )
            guard k == l else {
                throw call.error(
                    .value,
                    "lhs \(a.shape) and rhs \(b.shape) do not fit: the lengths to sum over are \(k) and \(l)"
                        + " (transpose_a=\(ta ? "True" : "False"), transpose_b=\(tb ? "True" : "False"))"
                )
            }
            let outerLeft = ta ? Array(left.dropFirst()) : Array(left.dropLast())
            let outerRight = tb ? Array(right.dropLast()) : Array(right.dropFirst())
            let shape = try call.shape(from: outerLeft + outerRight, name: "shape of the result")
            let rows = outerLeft.reduce(1, *)
            let columns = outerRight.reduce(1, *)
            let matrixA = try reshaped(
                a, to: try call.shape(from: ta ? [k, rows] : [rows, k], name: "lhs"))
            let matrixB = try reshaped(
                b, to: try call.shape(from: tb ? [columns, k] : [k, columns], name: "rhs"))
            let product = try matrixProduct.applyOne([matrixA, matrixB], [.bool(ta), .bool(tb)])
            return [try reshaped(product, to: shape)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3], [3, 4]]), .init([[3], [3]]), .init([[2, 3], [3]]),
                .init([[3], [3, 2]]),
                .init([[3, 2], [4, 3]], ["transpose_a": true, "transpose_b": true]),
                .init([[2, 3, 4], [4, 2]]),
            ]))
}
