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
            let (data, index) = (back.input(0), back.input(1))
            let axis = try back.call.axis(back.call.int("axis") ?? -1, of: data.shape)
            let whole = try unpick.applyOne(
                [back.cotangent, index, number(0, like: data)],
                [.ints(data.shape.axes), .int(axis), back.call["mode"]])
            return [whole, nil]
        },
        test: TestDomain(cases: [
            .init([[4, 3], [4]]), .init([[4, 3], [3]], ["axis": 0]),
            .init([[4, 3], [4, 1]], ["keepdims": true]),
        ]))

    /// The inverse of pick: elements put where indices name them.
    static let unpick: Operator = Operator(
        "_unpick", doc: .init("Elements at their index along an axis, another one elsewhere."),
        inputs: [
            .init("data", "The elements."), .init("index", "Where each of them goes."),
            .init("background", "The element elsewhere."),
        ],
        parameters: [
            .shape, Parameter("axis", .int, "The axis."),
            Parameter("mode", .choice(["clip", "wrap"]), default: .choice(0), "See pick."),
        ],
        body: .kernel { call throws(SwndError) in
            let work = Work.scatter(
                axis: call.int("axis") ?? 0, bounds: IndexBounds(choice: call.choice("mode")))
            return .init(work, shape: try call.shape("shape"), dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let picked = try pick(
                back.cotangent, back.input(1),
                with: ["axis": back.call["axis"], "mode": back.call["mode"]])
            return [try reshaped(picked, to: back.input(0).shape), nil, nil]
        })
}
