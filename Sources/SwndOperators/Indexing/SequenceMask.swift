import SwndCore
import SwndGraph

extension Op {
    public static let sequenceMask: Operator = Operator(
        "SequenceMask",
        doc: .init(
            "Sequences with one number in place of all elements after their end.",
            "`data` has shape (time, batch, ...), or (batch, time, ...) with `axis=1`. Lengths are truncated. No gradient goes to them.",
            example: (
                "nd.SequenceMask(nd.ones((2, 2)), nd.array([1, 2]), use_sequence_length=True)",
                "[[1. 1.]\n [0. 1.]]"
            )),
        inputs: [.data, .sequenceLength],
        parameters: [
            .usesLength,
            Parameter("value", .real, default: 0.0, "The number that is put there."),
            Parameter("axis", .int, default: 0, "The axis of time: 0 or 1."),
        ],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let sequences = try Sequences(call, lastAxis: 1)
            guard let isInside = try sequences.isInside else { return [try copy(data)] }
            let value = Scalar.real(call.real("value") ?? 0).rounded(to: data.dtype).real
            return [try choose(isInside, data, number(value, like: data))]
        }, gradient: .composed,
        test: TestDomain(
            [-2...2, 0...4],
            cases: [
                .init([[3, 2, 2]]), .init([[3, 2], [2]], ["use_sequence_length": true]),
                .init(
                    [[2, 3, 2], [2]],
                    ["use_sequence_length": true, "value": -1.0, "axis": 1]),
            ]))
}

extension Operator.Input {
    static let sequenceLength = Operator.Input(
        "sequence_length", isOptional: true,
        "The length of each sequence, a vector of any dtype; given with `use_sequence_length`.")
}

extension Parameter {
    static let usesLength = Parameter(
        "use_sequence_length", .bool, default: false,
        "Whether sequences have lengths of their own; without, all are as long as the axis.")
}
