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
            let form = try SliceIndices(indices.shape, of: data.shape, call)
            let places = try gatherPlaces.applyOne(
                Few(indices),
                [.ints(Array(data.shape.axes.prefix(form.depth))), IndexBounds.fromEnd.choice])
            let flat = try reshaped(data, to: form.rows)
            return [try take(flat, places, with: ["axis": 0])]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...1.9],
            cases: [
                .init([[2, 3], [2, 4]]), .init([[2, 3], [1, 3]]), .init([[2, 2, 2], [2, 2, 2]]),
                .init([[2, 3, 2], [1, 2, 2]]),
            ]))

    private static let gatherPlaces = flatPlaces(for: "gather_nd")
}
