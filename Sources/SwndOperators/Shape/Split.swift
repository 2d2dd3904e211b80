import SwndCore
import SwndGraph

extension Op {
    public static let split: Operator = Operator(
        "split", aliases: ["SliceChannel"],
        doc: .init(
            "An array cut into equal parts along an axis.",
            "In Python a single part comes as an array, not a list, as in MXNet.",
            example: ("nd.split(nd.array([1, 2, 3, 4]), 2, axis=0)[1]", "[3. 4.]")),
        parameters: [
            Parameter("num_outputs", .int, "The number of parts; it divides the axis."),
            Parameter("axis", .int, default: 1, "The axis to cut."),
            Parameter(
                "squeeze_axis", .bool, default: false, "Whether parts of length 1 lose the axis."),
        ], outputs: .parameter("num_outputs"),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axis = try call.axis(call.int("axis") ?? 1, of: x.shape)
            let count = call.int("num_outputs") ?? 1
            guard count >= 1, x.shape[axis] % count == 0 else {
                throw call.error(
                    .value,
                    "axis \(axis) of shape \(x.shape) cannot be cut into \(count) equal parts")
            }
            let length = x.shape[axis] / count
            let squeezes = call.bool("squeeze_axis")
            guard !squeezes || length == 1 else {
                throw call.error(
                    .value,
                    "squeeze_axis needs parts of length 1; axis \(axis) of \(x.shape) has parts of"
                        + " length \(length)")
            }
            var parts: [Tensor] = []
            for part in 0..<count {
                let part = try cut(x, along: axis, from: part * length, count: length)
                parts.append(squeezes ? try squeeze(part, with: ["axis": [axis]]) : part)
            }
            return parts
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 4]], ["num_outputs": 2]),
            .init([[3, 2]], ["num_outputs": 3, "axis": 0, "squeeze_axis": true]),
        ]))
}
