import SwndCore
import SwndGraph

extension Op {
    /// Places in an array of a shape, from an index for each of its axes along the first axis of the input.
    ///
    /// - Parameter name: of the operator that asks, which is what errors begin with.
    static func flatPlaces(for name: String) -> Operator {
        Operator(
            name, doc: .init("Places in C order from one index for each axis."),
            inputs: [.init("indices", "The indices, those of an axis side by side.")],
            parameters: [.shape, .indexMode],
            body: .kernel { call throws(SwndError) in
                let indices = call.inputs[0]
                let lengths = try call.shape("shape")
                guard indices.shape[0] == lengths.rank,
                    let shape = indices.shape.removing(AxisSet(0))
                else {
                    throw call.error(
                        .value,
                        "indices \(indices.shape) must have one row for each axis of \(lengths)")
                }
                let bounds = IndexBounds(choice: call.choice("mode"))
                return Operator.Kernel(
                    .places(in: lengths, bounds: bounds), shape: shape, dtype: .int64)
            }, gradient: .zero)
    }
}

/// How an array of indices, a row for each of the first axes of another one, names its slices.
struct SliceIndices {
    /// How many axes the indices are for.
    let depth: Int
    /// The shape of what is indexed with these axes made one.
    let rows: Shape
    /// The shape of the slices that are named.
    let slices: Shape

    init(_ indices: Shape, of shape: Shape, _ call: borrowing Call) throws(SwndError) {
        guard indices.rank >= 2 else {
            throw call.error(
                .value,
                "indices \(indices) must have 2 axes or more, the first for the axes of data")
        }
        guard indices[0] >= 1, indices[0] <= shape.rank else {
            throw call.error(
                .value,
                "indices \(indices) are for \(indices[0]) axes, of an array of shape \(shape)")
        }
        depth = indices[0]
        rows = try call.merging(0..<depth, of: shape)
        slices = try call.shape(
            from: Array(indices.axes.dropFirst()) + shape.axes.dropFirst(depth),
            name: "shape of the result")
    }
}
