import SwndCore
import SwndGraph

extension Op {
    public static let indexArray: Operator = Operator(
        "index_array", space: "contrib",
        doc: .init(
            "The indices of each element along some axes, as int64 along a new last axis.",
            "The gradient is zero.",
            example: ("nd.contrib.index_array(nd.ones((3,)))", "[[0]\n [1]\n [2]]")),
        parameters: [
            Parameter(
                "axes", .ints, default: Attribute.none, "The axes; all in order when not given.")
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axes = call.ints("axes") ?? Array(0..<x.shape.rank)
            _ = try call.shape(from: x.shape.axes + [axes.count], name: "shape of the result")
            guard !axes.isEmpty else {
                return [
                    try zeros(
                        with: [
                            "shape": .ints(x.shape.axes + [0]), "dtype": .dtype(.int64),
                            "ctx": .context(x.context),
                        ])
                ]
            }
            var parts: [Tensor] = []
            for number in axes {
                let axis = try call.axis(number, of: x.shape)
                let line = try indices(along: axis, of: x.shape, on: x.context)
                parts.append(try widened(line, to: x.shape))
            }
            return [try stack.applyOne(Few(parts), [.int(-1)])]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([[2, 3]]), .init([[2, 3, 2]], ["axes": [-1, 0]]), .init([[3]]),
            .init([[2, 2]], ["axes": []]),
        ]))
}
