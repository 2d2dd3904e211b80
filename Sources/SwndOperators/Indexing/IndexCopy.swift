import SwndCore
import SwndGraph

extension Op {
    public static let indexCopy: Operator = Operator(
        "index_copy", space: "contrib",
        doc: .init(
            "A copy with other slices at some indices of the first axis.",
            "`new_tensor` has one slice for each index. Of several for one index the last one stays, and only that one has a gradient."
                + " Indices have any dtype and are truncated; negative ones count from the end, what is outside of the axis is an"
                + " IndexError.",
            example: (
                "nd.contrib.index_copy(nd.zeros((3,)), nd.array([2, 0]), nd.array([5, 7]))",
                "[7. 0. 5.]"
            )),
        inputs: [
            .init("old_tensor", "What is copied."),
            .init("index_vector", "The indices, a vector."),
            .init("new_tensor", "The slices that are put there."),
        ],
        body: .composition { call throws(SwndError) in
            let (old, indices, new) = (call.inputs[0], call.inputs[1], call.inputs[2])
            guard indices.shape.rank == 1 else {
                throw call.error(.value, "index_vector \(indices.shape) must be a vector")
            }
            guard new.shape.axes == [indices.shape.count] + old.shape.axes.dropFirst() else {
                throw call.error(
                    .value,
                    "new_tensor \(new.shape) must have one slice of old_tensor \(old.shape) for each of"
                        + " \(indices.shape.count) indices")
            }
            guard old.dtype == new.dtype else {
                throw call.error(
                    .type,
                    "old_tensor is \(old.dtype) and new_tensor is \(new.dtype): they must be the same"
                )
            }
            try call.requirePlaces(on: 0, of: old.shape, for: indices)
            let selection = PointSelection([0], of: old.shape)
            return [try putPoints(new, in: old, at: [indices.detached], selection, by: indexPut)]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...2.9, -2...2],
            cases: [.init([[4, 2], [2], [2, 2]]), .init([[3], [5], [5]])]))

    static let indexPut = puttingPoints("index_copy")
}
