import SwndCore
import SwndGraph

extension Op {
    public static let sequenceReverse: Operator = Operator(
        "SequenceReverse",
        doc: .init(
            "The elements of each sequence in the opposite order.",
            "`data` has shape (time, batch, ...). What comes after the end of a sequence stays where it is. Lengths are truncated; one"
                + " that is more than the axis is an IndexError. No gradient goes to them.",
            example: (
                "nd.SequenceReverse(nd.array([[1, 2], [3, 4]]), nd.array([1, 2]), use_sequence_length=True)",
                "[[1. 4.]\n [3. 2.]]"
            )),
        inputs: [.data, .sequenceLength],
        parameters: [.usesLength, Parameter("axis", .int, default: 0, "The axis of time: 0.")],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let sequences = try Sequences(call, lastAxis: 0)
            guard let (moments, lengths) = try sequences.sides(rank: 2) else {
                return [try reverse(data, with: ["axis": [0]])]
            }
            let turned = try (Term.array(lengths) - 1 - .array(moments)).array(
                for: "SequenceReverse")
            let isInside = try lesser.broadcast.applyOne(moments, lengths)
            let places = try choose(isInside, turned, moments)
            return [try sequences.slices(at: places, by: turn)]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...3.9],
            cases: [
                .init([[3, 2, 2]]), .init([[3, 2], [2]], ["use_sequence_length": true]),
                .init([[3, 2, 2], [2]], ["use_sequence_length": true]),
            ]))

    static let turn = gatheringPoints("SequenceReverse")
}
