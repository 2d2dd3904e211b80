import SwndCore
import SwndGraph

extension Op {
    public static let softmaxCrossEntropy: Operator = Operator(
        "softmax_cross_entropy",
        doc: .init(
            "The cross entropy of the softmax of each row and its label, summed over all rows.",
            "-sum(log(softmax(data)[i, label[i]])), in one element. Labels are truncated; one beyond the classes counts as the"
                + " nearest.",
            example: (
                "nd.softmax_cross_entropy(nd.array([[0, 0], [0, 0]]), nd.array([0, 1]))",
                "[1.3862944]"
            )),
        inputs: [
            .init("data", "Scores: a row for each case, a column for each class."),
            .init("label", "The class of each case."),
        ],
        body: .composition { call throws(SwndError) in
            let (data, label) = (call.inputs[0], call.inputs[1])
            guard data.shape.rank == 2, label.shape.axes == [data.shape[0]] else {
                throw call.error(
                    .value,
                    "data \(data.shape) must have two axes, and label \(label.shape) the first of them"
                )
            }
            let logarithms = try logSoftmax(data)
            let chosen = try pick(logarithms, label.detached, with: ["axis": 1])
            return [try sum(negative(chosen), with: ["axis": .none])]
        }, gradient: .composed, test: TestDomain(ulps: 8, cases: [.init([[2, 3], [2]])]))
}
