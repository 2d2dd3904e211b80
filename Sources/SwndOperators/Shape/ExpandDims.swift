import SwndCore
import SwndGraph

extension Op {
    public static let expandDims: Operator = Operator(
        "expand_dims",
        doc: .init(
            "One more axis, of length 1.",
            example: ("nd.expand_dims(nd.ones((2, 3)), 1).shape", "(2, 1, 3)")),
        parameters: [
            Parameter("axis", .int, "Where it stands in the result; negative counts from the end.")
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axis = try call.axis(call.int("axis") ?? 0, rank: x.shape.rank + 1, of: x.shape)
            var axes = x.shape.axes
            axes.insert(1, at: axis)
            return [try reshaped(x, to: try call.shape(from: axes, name: "shape"))]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[2, 3]], ["axis": 0]), .init([[2, 3]], ["axis": -1])]))
}
