import SwndCore
import SwndGraph

extension Op {
    public static let broadcastAxis: Operator = Operator(
        "broadcast_axis", aliases: ["broadcast_axes"],
        doc: .init(
            "Repeated along some axes of length 1.",
            example: (
                "nd.broadcast_axis(nd.array([[1], [2]]), axis=1, size=2)", "[[1. 1.]\n [2. 2.]]"
            )),
        parameters: [
            Parameter("axis", .ints, default: [], "The axes; each has length 1."),
            Parameter("size", .ints, default: [], "Their lengths in the result."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let (numbers, sizes) = (call.ints("axis") ?? [], call.ints("size") ?? [])
            guard numbers.count == sizes.count else {
                throw call.error(
                    .value, "axis has \(numbers.count) entries and size \(sizes.count)")
            }
            var axes = x.shape.axes
            for (number, size) in zip(numbers, sizes) {
                let axis = try call.axis(number, of: x.shape)
                guard x.shape[axis] == 1 else {
                    throw call.error(.value, "axis \(number) of \(x.shape) does not have length 1")
                }
                axes[axis] = size
            }
            let shape = try call.shape(from: axes, name: "shape of the result")
            return [try Term.array(x).broadcast(to: shape).array(for: "broadcast_axis")]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[2, 1]], ["axis": [1], "size": [3]])]))
}
