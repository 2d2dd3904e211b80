import SwndCore
import SwndGraph

extension Op {
    public static let sequenceLast: Operator = Operator(
        "SequenceLast",
        doc: .init(
            "The last element of each sequence.",
            "`data` has shape (time, batch, ...), or (batch, time, ...) with `axis=1`; the result loses the axis of time. Lengths are"
                + " truncated; one that is less than 1 or more than the axis is an IndexError. No gradient goes to them.",
            example: (
                "nd.SequenceLast(nd.array([[1, 2], [3, 4]]), nd.array([1, 2]), use_sequence_length=True)",
                "[1. 4.]"
            )),
        inputs: [.data, .sequenceLength],
        parameters: [
            .usesLength, Parameter("axis", .int, default: 0, "The axis of time: 0 or 1."),
        ],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let sequences = try Sequences(call, lastAxis: 1)
            let length = data.shape[sequences.time]
            guard length > 0 else {
                throw call.error(.index, "sequences of data \(data.shape) have no last element")
            }
            guard let lengths = sequences.lengths else {
                return [try row(length - 1, along: sequences.time, of: data)]
            }
            let moments = try (Term.array(lengths) - 1).array(for: "SequenceLast")
            return [try sequences.slices(at: moments, by: last)]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 1...2.9],
            cases: [
                .init([[3, 2, 2]]), .init([[3, 2], [2]], ["use_sequence_length": true]),
                .init([[2, 3, 2], [2]], ["use_sequence_length": true, "axis": 1]),
            ]))

    static let last = gatheringPoints("SequenceLast")
}
