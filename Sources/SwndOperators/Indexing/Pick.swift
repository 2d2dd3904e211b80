import SwndCore
import SwndGraph

extension Op {
    public static let pick: Operator = Operator(
        "pick", aliases: ["choose_element_0index"],
        doc: .init(
            "One element along an axis for each index.",
            "`index` has the shape of `data` without the axis, or with length 1 there. Indices are truncated.",
            example: ("nd.pick(nd.array([[1, 2], [3, 4]]), nd.array([0, 1]))", "[1. 4.]")),
        inputs: [.data, .init("index", "Which element.")],
        parameters: [
            Parameter("axis", .int, default: -1, "The axis to choose along."),
            Parameter("keepdims", .bool, default: false, "Whether the axis stays with length 1."),
            Parameter(
                "mode", .choice(["clip", "wrap"]), default: .choice(0),
                "What becomes of an index outside of the axis: the nearest one, or its remainder."),
        ],
        body: .kernel { call throws(SwndError) in
            let (data, index) = (call.inputs[0], call.inputs[1])
            let axis = try call.axis(call.int("axis") ?? -1, of: data.shape)
            let axes = AxisSet(CollectionOfOne(axis))
            guard let kept = data.shape.keeping(ones: axes),
                let removed = data.shape.removing(axes),
                index.shape == kept || index.shape == removed
            else {
                throw call.error(
                    .value,
                    "index \(index.shape) does not fit data \(data.shape) without axis \(axis)")
            }
            guard data.shape[axis] > 0 || index.shape.count == 0 else {
                throw call.error(.index, "axis \(axis) of shape \(data.shape) has nothing to pick")
            }
            let work = Work.pick(axis: axis, bounds: IndexBounds(choice: call.choice("mode")))
            return .init(work, shape: call.bool("keepdims") ? kept : removed, dtype: data.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            // The cotangent where the position is the index, zero elsewhere.
            let (data, index) = (back.input(0), back.input(1))
            let axis = try back.call.axis(back.call.int("axis") ?? -1, of: data.shape)
            guard let kept = data.shape.keeping(ones: AxisSet(CollectionOfOne(axis))) else {
                return [nil, nil]
            }
            let length = data.shape[axis]
            var line = [Int](repeating: 1, count: data.shape.rank)
            line[axis] = length
            let positions = try reshape(
                sequence.applyOne(
                    [],
                    [
                        .int(length), 0.0, 1.0, .context(data.context), .dtype(.int64),
                    ]), with: ["shape": .ints(line)])
            let whole = try reshaped(converted(index, to: .int64), to: kept)
            let last = Double(length - 1)
            let place: Term =
                back.call.choice("mode") == 1
                ? try modulo(.array(whole), .number(Double(length)))
                : try minimum(maximum(.array(whole), 0), .number(last))
            let chosen = try (place == .array(positions)).array(for: "pick")
            let cotangent = try reshaped(back.cotangent, to: kept)
            return [try choose(chosen, cotangent, zerosLike(cotangent)), nil]
        },
        test: TestDomain(cases: [
            .init([[4, 3], [4]]), .init([[4, 3], [3]], ["axis": 0]),
            .init([[4, 3], [4, 1]], ["keepdims": true]),
        ]))
}
