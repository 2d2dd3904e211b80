import SwndCore
import SwndGraph

extension Op {
    public static let l2Normalization: Operator = Operator(
        "L2Normalization",
        doc: .init(
            "Elements divided by the 2-norm of those that belong together.",
            "data / sqrt(sum(data^2) + eps). The sum is over all axes but the first with `mode='instance'`, over axis 1 with"
                + " 'channel', and over all axes from the third on with 'spatial'. float16 is summed in float32.",
            example: ("nd.L2Normalization(nd.array([[3, 4], [0, 2]]))", "[[0.6 0.8]\n [0.  1. ]]")),
        parameters: [
            Parameter("eps", .real, default: 1e-10, "Added to the sum of squares."),
            Parameter(
                "mode", .choice(["instance", "channel", "spatial"]), default: .choice(0),
                "Which elements belong together."),
        ],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            try call.requireFloating()
            let mode = call.choice("mode")
            let least = [1, 2, 3][mode]
            guard data.shape.rank >= least else {
                throw call.error(
                    .value, "this mode needs at least \(least) axes, and data is \(data.shape)")
            }
            let rank = data.shape.rank
            let axes = mode == 1 ? AxisSet(1) : AxisSet(Array([1, 1, 2][mode]..<rank))
            let x = Term.array(try widened(data))
            let squares = try (x * x).sum(over: axes)
            let scale = try rsqrt(squares + .number(call.real("eps") ?? 1e-10))
            return [try converted((x * scale).array(for: "L2Normalization"), to: data.dtype)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3]]), .init([[2, 3, 4]], ["mode": .choice(1)]),
                .init([[2, 3, 4]], ["mode": .choice(2)]), .init([[2, 3, 2, 2]], ["eps": 0.5]),
                .init([[5]]),
            ]))
}
