import SwndCore
import SwndGraph

extension Op {
    public static let booleanMask: Operator = Operator(
        "boolean_mask", space: "contrib",
        doc: .init(
            "The slices along an axis where another array is not zero.",
            "How many there are depends on the values of `index`, so the call waits for them. The gradient is zero for the slices that"
                + " are left out, and for `index`.",
            example: (
                "nd.contrib.boolean_mask(nd.array([[1, 2], [3, 4]]), nd.array([0, 1]))", "[[3. 4.]]"
            )),
        inputs: [.data, .init("index", "A vector with one element for each slice, of any dtype.")],
        parameters: [Parameter("axis", .int, default: 0, "The axis to choose along.")],
        body: .composition { call throws(SwndError) in
            let (data, index) = (call.inputs[0], call.inputs[1])
            let axis = try call.axis(call.int("axis") ?? 0, of: data.shape)
            let length = data.shape[axis]
            guard index.shape.axes == [length] else {
                throw call.error(
                    .value,
                    "index \(index.shape) must be a vector as long as axis \(axis) of data \(data.shape)"
                )
            }
            guard length > 0 else { return [try copy(data)] }
            let chosen = try places(of: index.detached, length, call)
            return [try take(data, chosen, with: ["axis": .int(axis)])]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2],
            cases: [
                .init([[4, 3], [4]]), .init([[2, 3], [3]], ["axis": 1]), .init([[3], [3]]),
            ]))

    /// Where a vector is not zero.
    private static func places(
        of index: Tensor, _ length: Int, _ call: borrowing Call
    ) throws(SwndError) -> Tensor {
        let one = try number(1, like: index, dtype: .int64)
        let none = try number(0, like: index, dtype: .int64)
        let hits = try choose(index, one, none)
        // How many there are up to each place, that one included.
        let counts = try cumsum(hits, with: ["axis": 0])
        let last = try sliced(counts, [.init(start: length - 1, step: 1, count: 1)])
        let count = try call.read(last)
        guard count >= 0, count <= length else {
            throw call.error(.internalFault, "\(count) of \(length) slices were counted")
        }
        // Each goes to the place of its number; those that are left out, behind them.
        let behind = try number(Double(count), like: index, dtype: .int64)
        let targets = try choose(
            hits, (Term.array(counts) - 1).array(for: "boolean_mask"), behind)
        let room = try integers(count + 1, on: index.context)
        let places = try putPoints(
            integers(length, on: index.context), in: room, at: [targets],
            PointSelection([0], of: room.shape))
        return try sliced(places, [.init(start: 0, step: 1, count: count)])
    }
}
