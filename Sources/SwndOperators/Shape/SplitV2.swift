import SwndCore
import SwndGraph

extension Op {
    public static let splitV2: Operator = Operator(
        "split_v2",
        doc: .init(
            "An array cut before some indices of an axis.",
            "Gives one part more than there are indices. In Python `indices_or_sections` may also be the number of equal parts, as for"
                + " `split`, and a single part comes as an array, not a list.",
            example: ("nd.split_v2(nd.array([1, 2, 3]), (1,))[1]", "[2. 3.]")),
        inputs: [.init("ary", "The input.")],
        parameters: [
            Parameter(
                "indices", .ints,
                "Where parts begin, but the first; none is less than the one before."
            ),
            Parameter("axis", .int, default: 0, "The axis to cut."),
            Parameter(
                "squeeze_axis", .bool, default: false, "Whether parts of length 1 lose the axis."),
        ], outputs: .between("indices"),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axis = try call.axis(call.int("axis") ?? 0, of: x.shape)
            let indices = call.ints("indices") ?? []
            var parts: [Tensor] = []
            var start = 0
            for end in indices + [x.shape[axis]] {
                guard end >= start, end <= x.shape[axis] else {
                    throw call.error(
                        .index,
                        "indices \(Shape.text(indices)) do not cut axis \(axis) of shape \(x.shape)"
                    )
                }
                let part = try cut(x, along: axis, from: start, count: end - start)
                start = end
                guard call.bool("squeeze_axis") else {
                    parts.append(part)
                    continue
                }
                guard part.shape[axis] == 1 else {
                    throw call.error(
                        .value,
                        "squeeze_axis needs parts of length 1; one has length \(part.shape[axis])")
                }
                parts.append(try squeeze(part, with: ["axis": [axis]]))
            }
            return parts
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 4]], ["indices": [1, 3], "axis": 1]),
            .init([[2, 3]], ["indices": [1], "squeeze_axis": true]),
            .init([[4]], ["indices": [0, 2, 2]]),
        ]))
}
