import SwndCore
import SwndGraph

extension Op {
    public static let oneHot: Operator = Operator(
        "one_hot",
        doc: .init(
            "A new last axis with `on_value` at the index and `off_value` elsewhere.",
            "Indices are truncated; one outside of the axis gives `off_value` everywhere. The gradient is zero.",
            example: ("nd.one_hot(nd.array([1, 0]), 3)", "[[0. 1. 0.]\n [1. 0. 0.]]")),
        inputs: [.init("indices", "Where the ones are.")],
        parameters: [
            Parameter("depth", .int, "The length of the new axis."),
            Parameter("on_value", .real, default: 1.0, "The number at the index."),
            Parameter("off_value", .real, default: 0.0, "The number elsewhere."), .outputDType,
        ],
        body: .composition { call throws(SwndError) in
            let indices = call.inputs[0]
            guard let depth = call.int("depth"), depth >= 0 else {
                throw call.error(.value, "depth is \(call.int("depth") ?? 0); 0 is the least")
            }
            guard Shape(indices.shape.axes + [depth]) != nil else {
                throw call.error(
                    .value, "indices \(indices.shape) with depth \(depth) are too large")
            }
            let positions = try sequence.applyOne(
                [], [.int(depth), 0.0, 1.0, .context(indices.context), .dtype(.int64)])
            let column = try expandDims(converted(indices, to: .int64), with: ["axis": -1])
            let dtype = call.dtype("dtype") ?? .float32
            let chosen = try (.array(positions) == .array(column)).array(for: "one_hot")
            let on = try full(with: ["shape": [1], "val": call["on_value"], "dtype": .dtype(dtype)])
            let off = try full(with: [
                "shape": [1], "val": call["off_value"], "dtype": .dtype(dtype),
            ])
            return [try choose(chosen, on, off)]
        }, gradient: .zero,
        test: TestDomain(
            [0...3],
            cases: [
                .init([[4]], ["depth": 4]),
                .init([[2, 2]], ["depth": 3, "on_value": 5.0, "off_value": -1.0]),
            ]))
}
