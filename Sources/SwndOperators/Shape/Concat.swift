import SwndCore
import SwndGraph

extension Op {
    public static let concat: Operator = Operator(
        "concat", aliases: ["Concat"],
        doc: .init(
            "Arrays joined along an axis that they have.",
            "All other axes, and the dtypes, are the same.",
            example: ("nd.concat(nd.array([[1]]), nd.array([[2]]), dim=1)", "[[1. 2.]]")),
        inputs: [.init("data", isVariadic: true, "The arrays to join.")],
        parameters: [Parameter("dim", .int, default: 1, "The axis to join along.")],
        body: .kernel { call throws(SwndError) in
            try call.requireSameDTypes()
            let first = call.inputs[0].shape
            let axis = try call.axis(call.int("dim") ?? 1, of: first)
            var axes = first.axes
            axes[axis] = 0
            for (position, input) in call.inputs.enumerated() {
                var own = input.shape.axes
                let fits = own.count == axes.count
                if fits { own[axis] = first[axis] }
                guard fits, own == first.axes else {
                    throw call.error(
                        .value,
                        "array \(position) has shape \(input.shape); \(first) was expected but"
                            + " for axis \(axis)")
                }
                let (length, overflow) = axes[axis].addingReportingOverflow(input.shape[axis])
                guard !overflow else {
                    throw call.error(
                        .value, "\(call.inputs.count) arrays like \(first) are too large together")
                }
                axes[axis] = length
            }
            let shape = try call.shape(from: axes, name: "shape of the result")
            let whole = Layout(contiguous: shape)
            var places: [Layout] = []
            var start = 0
            for input in call.inputs {
                places.append(
                    Layout(
                        shape: input.shape, stepsOf: whole,
                        offset: start * whole.stride(axis)))
                start += input.shape[axis]
            }
            let assembly = Assembly(background: .none, places: places)
            return .init(.assemble(assembly), shape: shape, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let axis = try back.call.axis(back.call.int("dim") ?? 1, of: back.cotangent.shape)
            var parts: [Tensor?] = []
            var start = 0
            for (input, wanted) in zip(back.call.inputs, back.wanted) {
                let end = start + input.shape[axis]
                parts.append(
                    wanted
                        ? try sliceAxis(
                            back.cotangent,
                            with: ["axis": .int(axis), "begin": .int(start), "end": .int(end)])
                        : nil)
                start = end
            }
            return parts
        },
        test: TestDomain(cases: [
            .init([[2, 3], [2, 1]]), .init([[2, 3], [1, 3], [4, 3]], ["dim": 0]),
            .init([[2, 3], [2, 3]], ["dim": -1]), .init([[2, 3]]),
        ]))
}
