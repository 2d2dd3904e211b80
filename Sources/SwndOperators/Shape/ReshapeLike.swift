import SwndCore
import SwndGraph

extension Op {
    public static let reshapeLike: Operator = Operator(
        "reshape_like",
        doc: .init(
            "The same elements under the shape of another array, or with some axes replaced by some of another's.",
            "The axes `lhs_begin` up to `lhs_end` of `lhs` give way to the axes `rhs_begin` up to `rhs_end` of `rhs`, which have as"
                + " many elements. Negative numbers count from the end. No gradient goes to `rhs`.",
            example: (
                "nd.reshape_like(nd.ones((6, 5)), nd.ones((2, 3)), lhs_begin=0, lhs_end=1).shape",
                "(2, 3, 5)"
            )),
        inputs: [.lhs, .init("rhs", "Gives the axes.")],
        parameters: [
            Parameter(
                "lhs_begin", .int, default: Attribute.none, "The first axis to replace; 0 for none."
            ),
            Parameter(
                "lhs_end", .int, default: Attribute.none,
                "The axis after the last one to replace; the rank for none."),
            Parameter(
                "rhs_begin", .int, default: Attribute.none, "The first axis to take; 0 for none."),
            Parameter(
                "rhs_end", .int, default: Attribute.none,
                "The axis after the last one to take; the rank for none."),
        ],
        body: .composition { call throws(SwndError) in
            let (x, other) = (call.inputs[0], call.inputs[1].shape)
            var axes = x.shape.axes
            let own = try call.axisRange("lhs", of: x.shape)
            axes.replaceSubrange(own, with: other.axes[try call.axisRange("rhs", of: other)])
            guard let shape = Shape(axes), shape.count == x.shape.count else {
                throw call.error(
                    .value,
                    "lhs \(x.shape) and rhs \(other) do not fit: the result would have shape"
                        + " \(Shape.text(axes))")
            }
            return [try reshaped(x, to: shape)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[6], [2, 3]]),
            .init([[6, 2], [2, 3, 4]], ["lhs_begin": 0, "lhs_end": 1, "rhs_end": 2]),
            .init([[2, 6], [5, 2, 3]], ["lhs_begin": -1, "rhs_begin": 1]),
        ]))
}

extension Call {
    /// The axes between the parameters `lhs_begin` and `lhs_end`, or those of rhs.
    fileprivate func axisRange(_ side: String, of shape: Shape) throws(SwndError) -> Range<Int> {
        func place(_ axis: Int) -> Int { axis < 0 ? axis &+ shape.rank : axis }
        let (first, last) = (int("\(side)_begin") ?? 0, int("\(side)_end") ?? shape.rank)
        let (begin, end) = (place(first), place(last))
        guard begin >= 0, begin < end, end <= shape.rank else {
            throw error(
                .index,
                "\(side)_begin \(first) and \(side)_end \(last) do not fit \(side) \(shape)")
        }
        return begin..<end
    }
}
