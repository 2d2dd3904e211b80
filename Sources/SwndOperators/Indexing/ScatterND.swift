import SwndCore
import SwndGraph

extension Op {
    public static let scatterND: Operator = Operator(
        "scatter_nd",
        doc: .init(
            "Elements or slices put where an index for each of the first axes says, in zeros.",
            "The counterpart of `gather_nd`: `indices` has shape (m, ...), and `data` the shape of a row of it, followed by the axes of"
                + " `shape` after the first m. Of several for one place the last one stays, and only that one has a gradient. Indices"
                + " have any dtype and are truncated; negative ones count from the end, what is outside of an axis is an IndexError.",
            example: (
                "nd.scatter_nd(nd.array([5, 7]), nd.array([[1, 0], [0, 1]]), (2, 2))",
                "[[0. 7.]\n [5. 0.]]"
            )),
        inputs: [.data, .init("indices", "Where they go.")], parameters: [.shape],
        body: .composition { call throws(SwndError) in
            let (data, indices) = (call.inputs[0], call.inputs[1])
            let shape = try call.shape("shape")
            let rows = try call.indexRows(indices, of: shape)
            let part = Array(indices.shape.axes.dropFirst()) + shape.axes.dropFirst(rows.count)
            guard data.shape.axes == part else {
                throw call.error(
                    .value,
                    "data \(data.shape) does not fit indices \(indices.shape) in an array of shape"
                        + " \(shape): \(Shape.text(part)) is needed")
            }
            let base = try zeros(
                with: [
                    "shape": .ints(shape.axes), "dtype": .dtype(data.dtype),
                    "ctx": .context(data.context),
                ])
            let selection = PointSelection(Array(rows.indices), of: shape)
            return [try putPoints(data, in: base, at: rows, selection, by: scatter)]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...1.9],
            cases: [
                .init([[4], [2, 4]], ["shape": [2, 3]]),
                .init([[3, 2], [1, 3]], ["shape": [4, 2]]),
                .init([[2, 2, 2], [1, 2, 2]], ["shape": [2, 2]]),
            ]))

    static let scatter = puttingPoints("scatter_nd")
}
