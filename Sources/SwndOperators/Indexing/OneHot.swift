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
            let dtype = call.dtype("dtype") ?? .float32
            let on = try number(call.real("on_value") ?? 1, like: indices, dtype: dtype)
            let off = try number(call.real("off_value") ?? 0, like: indices, dtype: dtype)
            return [try marked.applyOne([on, indices, off], [.int(depth)])]
        }, gradient: .zero,
        test: TestDomain(
            [0...3],
            cases: [
                .init([[4]], ["depth": 4]),
                .init([[2, 2]], ["depth": 3, "on_value": 5.0, "off_value": -1.0]),
            ]))

    static let marked: Operator = Operator(
        "_one_hot", doc: .init("A number at the index along a new last axis, another elsewhere."),
        inputs: [
            .init("on", "The number there."), .init("indices", "Where the first number is."),
            .init("off", "The number elsewhere."),
        ],
        parameters: [Parameter("depth", .int, "The length of the new axis.")],
        body: .kernel { call throws(SwndError) in
            let indices = call.inputs[1]
            let axes = indices.shape.axes + [call.int("depth") ?? 0]
            return .init(
                .scatter(axis: indices.shape.rank, bounds: .skip),
                shape: try call.shape(from: axes, name: "shape of the result"),
                dtype: call.inputs[0].dtype)
        }, gradient: .zero)
}
