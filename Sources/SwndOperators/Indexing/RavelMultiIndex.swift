import SwndCore
import SwndGraph

extension Op {
    public static let ravelMultiIndex: Operator = Operator(
        "ravel_multi_index",
        doc: .init(
            "Places in C order from one index for each axis of a shape.",
            "`data` has a row of indices for each axis, truncated to integers; the result has the shape of a row and the dtype of `data`."
                + " Nothing is checked: indices outside of the shape are counted on. The first length of the shape does not matter"
                + " and may be -1. The gradient is zero.",
            example: (
                "nd.ravel_multi_index(nd.array([[3, 6], [4, 5]]), shape=(7, 6))", "[22. 41.]"
            )),
        inputs: [.init("data", "The indices.")],
        parameters: [Parameter("shape", .ints, "The lengths of the axes.")],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let lengths = try call.countedLengths()
            guard data.shape.rank >= 2, data.shape[0] == lengths.count else {
                throw call.error(
                    .value,
                    "data \(data.shape) must have one row for each axis of shape"
                        + " \(Shape.text(lengths))")
            }
            let indices = try converted(data, to: .int64)
            var place: Term?
            for (axis, length) in lengths.enumerated() {
                let index = try row(axis, of: indices)
                let before = try place.map { term throws(SwndError) in
                    try term * .number(Double(length))
                }
                place =
                    try before.map { term throws(SwndError) in try term + .array(index) }
                    ?? .array(index)
            }
            guard let place else { throw call.error(.internalFault, "no axis") }
            return [try converted(place.array(for: "ravel_multi_index"), to: data.dtype)]
        }, gradient: .zero,
        test: TestDomain(
            [0...2],
            cases: [
                .init([[2, 4]], ["shape": [3, 3]]), .init([[3, 2, 2]], ["shape": [-1, 3, 4]]),
            ]))
}

extension Call {
    /// The lengths of a shape to count in: positive, but for the first, which counting does not need.
    func countedLengths() throws(SwndError) -> [Int] {
        let lengths = ints("shape") ?? []
        guard !lengths.isEmpty, lengths.dropFirst().allSatisfy({ $0 >= 1 && $0 < 1 << 53 }) else {
            throw error(
                .value, "shape \(Shape.text(lengths)) must have positive lengths after the first")
        }
        return lengths
    }
}
