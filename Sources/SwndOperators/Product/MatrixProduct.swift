import SwndCore
import SwndGraph

extension Op {
    /// Matrix products over the last two axes: what dot and batch_dot are made of.
    static let matrixProduct: Operator = Operator(
        "_matrix_product", doc: .init("Matrix products over the last two axes."),
        inputs: [.lhs, .rhs],
        parameters: [
            Parameter("transpose_a", .bool, default: false, "Whether lhs is transposed."),
            Parameter("transpose_b", .bool, default: false, "Whether rhs is transposed."),
        ],
        body: .kernel { call throws(SwndError) in
            let (a, b) = (call.inputs[0].shape, call.inputs[1].shape)
            let (ta, tb) = (call.bool("transpose_a"), call.bool("transpose_b"))
            let last = a.rank - 1
            let (rows, k) = ta ? (a[last], a[last - 1]) : (a[last - 1], a[last])
            let (l, columns) = tb ? (b[last], b[last - 1]) : (b[last - 1], b[last])
            guard k == l else {
                throw SwndError(
                    .value,
                    "\(last == 1 ? "dot" : "batch_dot"): lhs \(a) and rhs \(b) do not fit: the lengths"
                        + " to sum over are \(k) and \(l)")
            }
            let known = Shape(rank: a.rank) {
                $0 == last ? columns : $0 == last - 1 ? rows : a[$0]
            }
            let shape: Shape
            if let known {
                shape = known
            } else {
                shape = try call.shape(
                    from: Array(a.axes.dropLast(2)) + [rows, columns], name: "shape of the result")
            }
            return .init(
                .product(transposeLeft: ta, transposeRight: tb), shape: shape,
                dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let (a, b, g) = (back.input(0), back.input(1), back.cotangent)
            let (ta, tb) = (back.call.bool("transpose_a"), back.call.bool("transpose_b"))
            func product(_ x: Tensor, _ tx: Bool, _ y: Tensor, _ ty: Bool) throws(SwndError)
                -> Tensor
            {
                try matrixProduct.applyOne(Few(x, y), [.bool(tx), .bool(ty)])
            }
            // y = A B: the cotangent of A is g B', that of B is A' g; transposed operands swap the factors.
            let left =
                back.wanted[0]
                ? (ta ? try product(b, tb, g, true) : try product(g, false, b, !tb)) : nil
            let right =
                back.wanted[1]
                ? (tb ? try product(g, true, a, ta) : try product(a, !ta, g, false)) : nil
            return [left, right]
        })
}
