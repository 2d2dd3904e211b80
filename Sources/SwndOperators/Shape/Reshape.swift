import SwndCore
import SwndGraph

extension Op {
    public static let reshape: Operator = Operator(
        "reshape", aliases: ["Reshape"],
        doc: .init(
            "The same elements in C order under another shape.",
            "Codes: 0 copies the axis of the input, -1 is inferred from the size, -2 copies all axes left, -3 merges the next two,"
                + " -4 splits the next one into the two lengths that follow (one of which may be -1). With `reverse`, codes are read"
                + " from the right.",
            example: ("nd.reshape(nd.arange(6), (2, -1))", "[[0. 1. 2.]\n [3. 4. 5.]]")),
        parameters: [
            Parameter("shape", .ints, "The new shape, with codes."),
            Parameter("reverse", .bool, default: false, "Whether codes are read from the right."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let shape = try ReshapeCodes.resolve(
                call.ints("shape") ?? [], of: x.shape, reverse: call.bool("reverse"), call)
            return [try reshaped(x, to: shape)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3]], ["shape": [3, 2]]), .init([[2, 3, 4]], ["shape": [-3, 0]]),
            .init([[2, 3, 4]], ["shape": [-4, 1, -1, -2]]), .init([[4]], ["shape": [-1]]),
        ]))

    /// The same elements under a shape of the same size: a view where they are contiguous, else of a copy.
    public static func reshaped(_ x: Tensor, to shape: Shape) throws(SwndError) -> Tensor {
        if shape == x.shape { return x }
        let contiguous = x.value.layout.isContiguous ? x : try copy(x)
        guard shape.count == x.shape.count else {
            throw SwndError(.value, "reshape: \(x.shape) cannot be seen as \(shape)")
        }
        let layout = Layout(contiguous: shape, offset: contiguous.value.layout.offset)
        return viewAs.applyView(contiguous, layout)
    }

    static let viewAs: Operator = Operator(
        "_view", doc: .init("Contiguous elements under another shape of the same size."),
        body: .view { call in call.inputs[0].value.layout },
        gradient: .rule { back throws(SwndError) in
            [try reshaped(back.cotangent, to: back.input(0).shape)]
        })
}
