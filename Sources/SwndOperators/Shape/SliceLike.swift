import SwndCore
import SwndGraph

extension Op {
    public static let sliceLike: Operator = Operator(
        "slice_like",
        doc: .init(
            "The first elements along some axes, as many as another array has.",
            "No gradient goes to `shape_like`.",
            example: ("nd.slice_like(nd.ones((3, 4)), nd.ones((2, 2)), axes=(1,)).shape", "(3, 2)")),
        inputs: [.data, .init("shape_like", "Gives the lengths.")],
        parameters: [
            Parameter(
                "axes", .ints, default: [],
                "The axes, of both arrays; all where none is given, and then both have as many.")
        ],
        body: .composition { call throws(SwndError) in
            let (x, other) = (call.inputs[0], call.inputs[1].shape)
            let given = call.ints("axes") ?? []
            guard !given.isEmpty || x.shape.rank == other.rank else {
                throw call.error(
                    .value,
                    "data \(x.shape) and shape_like \(other) must have as many axes where axes is not"
                        + " given")
            }
            var slices = x.shape.axes.map(Layout.Slice.all)
            for number in given.isEmpty ? Array(0..<x.shape.rank) : given {
                let axis = try call.axis(number, of: x.shape)
                let length = other[try call.axis(number, of: other)]
                guard length <= x.shape[axis] else {
                    throw call.error(
                        .value,
                        "axis \(number) of data \(x.shape) is shorter than that of shape_like \(other)"
                    )
                }
                slices[axis] = .init(start: 0, step: 1, count: length)
            }
            return [try sliced(x, slices)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3, 4], [2, 3]]), .init([[3, 4], [2, 5]], ["axes": [0]]),
            .init([[3, 4], [2]], ["axes": [-1]]),
        ]))
}
