import SwndCore
import SwndGraph

extension Op {
    public static let gatherND: Operator = Operator(
        "gather_nd",
        doc: .init(
            "Elements or slices, chosen by an index for each of the first axes.",
            "`indices` has shape (m, ...): row i has the indices along axis i, for the first m axes of `data`. The result has the shape"
                + " of a row, followed by the other axes of `data`. Indices have any dtype and are truncated; negative ones count from"
                + " the end, what is outside of an axis is an IndexError. The gradient adds up what goes to the same place.",
            example: (
                "nd.gather_nd(nd.array([[1, 2], [3, 4]]), nd.array([[1, 0], [0, 1]]))", "[3. 2.]"
            )),
        inputs: [.data, .init("indices", "Which elements.")],
        body: .composition { call throws(SwndError) in
            let (data, indices) = (call.inputs[0], call.inputs[1])
            let rows = try call.indexRows(indices, of: data.shape)
            let selection = PointSelection(Array(rows.indices), of: data.shape)
            return [try gatherPoints(data, at: rows, selection, by: gather)]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...1.9],
            cases: [
                .init([[2, 3], [2, 4]]), .init([[2, 3], [1, 3]]), .init([[2, 2, 2], [2, 2, 2]]),
                .init([[2, 3, 2], [1, 2, 2]]),
            ]))

    static let gather = gatheringPoints("gather_nd")
}

extension Call {
    /// An axis without elements can only be indexed by no index.
    func requirePlaces(
        on axis: Int, of shape: Shape, for indices: Tensor
    ) throws(SwndError) {
        guard shape[axis] > 0 || indices.shape.count == 0 else {
            throw error(.index, "axis \(axis) of shape \(shape) has nothing to index")
        }
    }

    /// The rows of an array of indices: one for each of the first axes of a shape.
    func indexRows(_ indices: Tensor, of shape: Shape) throws(SwndError) -> [Tensor] {
        guard indices.shape.rank >= 2 else {
            throw error(
                .value,
                "indices \(indices.shape) must have 2 axes or more, the first for the axes of data")
        }
        let depth = indices.shape[0]
        guard depth >= 1, depth <= shape.rank else {
            throw error(
                .value,
                "indices \(indices.shape) are for \(depth) axes, of an array of shape \(shape)")
        }
        var rows: [Tensor] = []
        for axis in 0..<depth {
            try requirePlaces(on: axis, of: shape, for: indices)
            rows.append(try Op.row(axis, of: indices.detached))
        }
        return rows
    }
}
