import SwndCore
import SwndGraph

extension Op {
    public static let moments: Operator = Operator(
        "moments",
        doc: .init(
            "The mean and the variance of elements over axes.",
            "The variance is the mean of squared distances from the mean. The dtype stays; float16 is computed in float32.",
            example: ("nd.moments(nd.array([[1, 2], [3, 6]]), axes=0)[1]", "[1. 4.]")),
        parameters: [
            Parameter(
                "axes", .ints, default: Attribute.none,
                "The axis or axes to reduce; all of them when not given."), .keepdims,
        ],
        outputs: .fixed(2),
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let wide = data.dtype == .float16
            let x = wide ? try converted(data, to: .float32) : data
            let axes = call["axes"]
            let kept = try mean(x, with: ["axis": axes, "keepdims": true])
            let distance = try (.array(x) - .array(kept)).array(for: "moments")
            let variance = try mean(
                square(distance), with: ["axis": axes, "keepdims": call["keepdims"]])
            let first =
                call.bool("keepdims")
                ? kept : try reshape(kept, with: ["shape": .ints(variance.shape.axes)])
            return [
                try converted(first, to: data.dtype), try converted(variance, to: data.dtype),
            ]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axes": [1]]),
                .init([[2, 3, 4]], ["axes": [0, -1], "keepdims": true]),
                .init([[33, 3]], ["axes": [0]]),
            ]))
}
