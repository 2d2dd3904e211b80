import SwndCore
import SwndGraph

extension Op {
    public static let norm: Operator = Operator(
        "norm",
        doc: .init(
            "The 2-norm, or the 1-norm with `ord=1`, of elements over axes.",
            "Squares are summed in float64 except for float64 itself, so they do not overflow. The dtype stays. The gradient of"
                + " the 2-norm at zero is NaN, as in MXNet.",
            example: ("nd.norm(nd.array([3, 4]))", "[5.]")),
        parameters: [
            Parameter("ord", .int, default: 2, "The order: 1 or 2."), .axes,
            Parameter(
                "out_dtype", .dtype, default: Attribute.none,
                "The dtype of the result; the input's when not given."), .keepdims,
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let order = call.int("ord") ?? 2
            guard order == 1 || order == 2 else {
                throw call.error(.value, "ord is \(order); 1 and 2 are known")
            }
            let result = call.dtype("out_dtype") ?? x.dtype
            let axes = try call.reducedAxes(of: x.shape)
            let over: KeyValuePairs<String, Attribute> = [
                "axis": .ints(axes.numbers),
                "keepdims": .bool(call.bool("keepdims")),
            ]
            var total: Tensor
            if order == 1 {
                total = try sum(abs(x), with: over)
            } else if result == x.dtype, isNormOfRows(x, axes) {
                total = try normOfRows.applyOne(
                    Few(x), [.ints(axes.numbers), .bool(call.bool("keepdims")), false])
            } else {
                let wide = try converted(x, to: .float64)
                total = try sqrt(sum(square(wide), with: over))
            }
            total = try converted(total, to: result)
            return [total]
        }, gradient: .composed, test: TestDomain([0.5...2], ulps: 2, cases: normCases))

    private static let normCases: [TestDomain.Case] = [
        .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": [1]]),
        .init([[2, 3, 4]], ["axis": [0, 2], "keepdims": true, "ord": 1]), .init([[5]]),
    ]
}
