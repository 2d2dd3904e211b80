import SwndCore
import SwndGraph

extension Op {
    /// A copy of the first input with slices of the second at the places that the third names; of several for one place, the last.
    static let put: Operator = putting("_put")

    /// The same under the name of the operator that is made of it, which is what errors begin with.
    static func putting(_ name: String) -> Operator {
        Operator(
            name, doc: .init("A copy with other slices where indices name them."),
            inputs: [
                .init("base", "What lies around."), .init("data", "The slices."),
                .init("indices", "Their places."),
            ],
            parameters: [Parameter("axis", .int, default: 0, "The axis."), .indexMode],
            body: .kernel { call throws(SwndError) in
                let (base, data, indices) = (call.inputs[0], call.inputs[1], call.inputs[2])
                let axis = try call.axis(call.int("axis") ?? 0, of: base.shape)
                var axes = base.shape.axes
                axes.replaceSubrange(axis...axis, with: indices.shape.axes)
                guard axes == data.shape.axes else {
                    throw call.error(
                        .value,
                        "data \(data.shape) does not fit: indices \(indices.shape) on axis \(axis) of"
                            + " \(base.shape) take \(Shape.text(axes))")
                }
                guard base.dtype == data.dtype else {
                    throw call.error(.type, "\(data.dtype) does not go into \(base.dtype)")
                }
                let bounds = IndexBounds(choice: call.choice("mode"))
                guard base.shape[axis] > 0 || indices.shape.count == 0 || bounds == .skip else {
                    throw call.error(.index, "axis \(axis) of shape \(base.shape) has no places")
                }
                let work = Work.put(axis: axis, bounds: bounds)
                return Operator.Kernel(work, shape: base.shape, dtype: base.dtype)
            },
            gradient: .rule { back throws(SwndError) in
                let (base, data, indices) = (back.input(0), back.input(1), back.input(2))
                let axis = try back.call.axis(back.call.int("axis") ?? 0, of: base.shape)
                let around =
                    back.wanted[0]
                    ? try put.applyOne(
                        Few(back.cotangent, zerosLike(data), indices), back.call.attributes) : nil
                return [around, back.wanted[1] ? try slicesLeft(back, axis) : nil, nil]
            })
    }

    /// The cotangents of the slices: zero for those that others were put over, or that had no place.
    private static func slicesLeft(
        _ back: borrowing Backward, _ axis: Int
    ) throws(SwndError) -> Tensor {
        let (base, indices, g) = (back.input(0), back.input(2), back.cotangent)
        var bounds = IndexBounds(choice: back.call.choice("mode"))
        let order = try reshaped(
            integers(indices.shape.count, on: base.context), to: indices.shape)
        let nobody = try widened(
            number(-1, like: base, dtype: .int64),
            to: try back.call.shape(from: [base.shape[axis]], name: "shape"))
        let winners = try put.applyOne(Few(nobody, order, indices), [.int(0), bounds.choice])
        // One that is skipped was nobody's winner, wherever it is looked up.
        if bounds == .skip { bounds = .clip }
        let winner = try take.applyOne(Few(winners, indices), [.int(0), bounds.choice])
        let isLeft = try equal.broadcast.applyOne(winner, order)
        var lengths = Array(repeating: 1, count: axis)
        lengths += indices.shape.axes
        lengths += Array(repeating: 1, count: base.shape.rank - axis - 1)
        let mask = try reshaped(isLeft, to: try back.call.shape(from: lengths, name: "shape"))
        let taken = try take.applyOne(Few(g, indices), [.int(axis), bounds.choice])
        return try choose(mask, taken, number(0, like: taken))
    }
}
