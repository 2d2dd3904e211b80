import SwndCore
import SwndGraph

extension IndexBounds {
    /// In the order of the parameter `mode`; after its words come those that only compositions ask for.
    private static let modes: [IndexBounds] = [.clip, .wrap, .raise, .fromEnd]

    init(choice: Int) { self = Self.modes.indices.contains(choice) ? Self.modes[choice] : .clip }

    /// The value of the parameter `mode`.
    var choice: Attribute { .choice(Self.modes.firstIndex(of: self) ?? 0) }
}

extension Op {
    public static let take: Operator = Operator(
        "take",
        doc: .init(
            "Slices along an axis, chosen by indices.",
            "The result has the shape of `a` with the axis replaced by the shape of `indices`. Indices have any dtype and are"
                + " truncated. The gradient adds up what goes to the same index.",
            example: ("nd.take(nd.array([1, 2, 3]), nd.array([2, 0]))", "[3. 1.]")),
        inputs: [.init("a", "Where slices come from."), .init("indices", "Which slices.")],
        parameters: [
            Parameter("axis", .int, default: 0, "The axis to choose along."), .indexMode,
        ],
        body: .kernel { call throws(SwndError) in
            let (a, indices) = (call.inputs[0], call.inputs[1])
            let axis = try call.axis(call.int("axis") ?? 0, of: a.shape)
            var axes = a.shape.axes
            axes.replaceSubrange(axis...axis, with: indices.shape.axes)
            guard a.shape[axis] > 0 || indices.shape.count == 0 else {
                throw call.error(.index, "axis \(axis) of shape \(a.shape) has nothing to take")
            }
            let work = Work.gather(axis: axis, bounds: IndexBounds(choice: call.choice("mode")))
            let shape = try call.shape(from: axes, name: "shape of the result")
            return .init(work, shape: shape, dtype: a.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let (a, indices) = (back.input(0), back.input(1))
            let attributes =
                [.ints(a.shape.axes), back.call["axis"], back.call["mode"]] as [Attribute]
            return [try scatterAdd.applyOne([back.cotangent, indices], attributes), nil]
        },
        test: TestDomain(cases: [
            .init([[4, 3], [2]]), .init([[4, 3], [2, 2]], ["axis": 1]),
            .init([[4], [3]], ["mode": .choice(1)]),
        ]))

    /// The inverse of take: slices added up where indices name them.
    static let scatterAdd: Operator = Operator(
        "_scatter_add",
        doc: .init("Slices added up along an axis at the places that indices name."),
        inputs: [.init("data", "The slices."), .init("indices", "Their places.")],
        parameters: [
            .shape, Parameter("axis", .int, default: 0, "The axis."), .indexMode,
        ],
        body: .kernel { call throws(SwndError) in
            let shape = try call.shape("shape")
            let axis = try call.axis(call.int("axis") ?? 0, of: shape)
            let work = Work.scatterAdd(axis: axis, bounds: IndexBounds(choice: call.choice("mode")))
            return .init(work, shape: shape, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [
                try take.applyOne(
                    [back.cotangent, back.input(1)], [back.call["axis"], back.call["mode"]]), nil,
            ]
        })
}
