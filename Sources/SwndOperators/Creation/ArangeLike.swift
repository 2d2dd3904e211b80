import SwndCore
import SwndGraph

extension Op {
    public static let arangeLike: Operator = Operator(
        "arange_like", space: "contrib",
        doc: .init(
            "Numbers from `start` on, `step` apart, as many as another array has elements, or indices of an axis.",
            "Computed in float64 before they are stored in the dtype of `data`. The gradient is zero.",
            example: ("nd.contrib.arange_like(nd.ones((2, 3)), axis=1)", "[0. 1. 2.]")),
        parameters: [
            Parameter("start", .real, default: 0.0, "The first number."),
            Parameter("step", .real, default: 1.0, "From one number to the next."),
            Parameter("repeat", .int, default: 1, "How often each number stands; at least 1."),
            Parameter(
                "ctx", .context, default: .context(.cpu()),
                "There for scripts that give it; the result lies where `data` does."),
            Parameter(
                "axis", .int, default: Attribute.none,
                "The axis whose indices are counted; when not given, all elements, in their shape."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let times = call.int("repeat") ?? 1
            guard times >= 1 else { throw call.error(.value, "repeat is \(times); 1 is the least") }
            let axis = try call.int("axis").map { axis throws(SwndError) in
                try call.axis(axis, of: x.shape)
            }
            let count = axis.map { x.shape[$0] } ?? x.shape.count
            let different = count == 0 ? 0 : (count - 1) / times + 1
            var numbers = try sequence.applyOne(
                [],
                [
                    .int(different), call["start"], call["step"], .context(x.context),
                    .dtype(x.dtype),
                ])
            if times > 1 {
                // Each stands in a row of its own, and the rows are cut where there are enough.
                let rows = try call.shape(from: [different, 1], name: "shape")
                let wide = try call.shape(
                    from: [different, Swift.min(times, Swift.max(count, 1))], name: "shape")
                let repeated = try widened(reshaped(numbers, to: rows), to: wide)
                numbers = try sliced(
                    reshape(repeated, with: ["shape": [-1]]),
                    [.init(start: 0, step: 1, count: count)])
            }
            return [axis == nil ? try reshaped(numbers, to: x.shape) : numbers]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([[2, 3]]), .init([[2, 5]], ["start": 0.5, "step": 2.0, "repeat": 2]),
            .init([[2, 5]], ["repeat": 2, "axis": -1]), .init([[2, 3]], ["axis": 0, "repeat": 9]),
        ]))
}
