import SwndCore
import SwndGraph

extension Op {
    public static let stack: Operator = Operator(
        "stack",
        doc: .init(
            "Arrays of one shape joined along a new axis.",
            example: ("nd.stack(nd.array([1, 2]), nd.array([3, 4]))", "[[1. 2.]\n [3. 4.]]")),
        inputs: [.init("data", isVariadic: true, "The arrays to join.")],
        parameters: [
            Parameter("axis", .int, default: 0, "Where the new axis stands in the result.")
        ],
        body: .composition { call throws(SwndError) in
            let first = call.inputs[0].shape
            let axis = try call.axis(call.int("axis") ?? 0, rank: first.rank + 1, of: first)
            var parts: [Tensor] = []
            for (position, input) in call.inputs.enumerated() {
                guard input.shape == first else {
                    throw call.error(
                        .value, "array \(position) has shape \(input.shape); \(first) was expected")
                }
                parts.append(try expandDims(input, with: ["axis": .int(axis)]))
            }
            return [try concat.applyOne(Few(parts), [.int(axis)])]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3], [2, 3]]), .init([[2], [2], [2]], ["axis": -1]), .init([[3]]),
        ]))
}
