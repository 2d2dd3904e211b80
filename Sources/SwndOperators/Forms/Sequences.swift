import SwndCore
import SwndGraph

/// The first input of a call as sequences, along one of its first two axes, side by side along the other one.
struct Sequences {
    let data: Tensor
    /// The axis of time.
    let time: Int
    /// The other one.
    let batch: Int
    /// The length of each sequence as int64; nothing where all are as long as the axis.
    let lengths: Tensor?

    init(_ call: borrowing Call, lastAxis: Int) throws(SwndError) {
        data = call.inputs[0]
        guard data.shape.rank >= 2 else {
            throw call.error(.value, "data \(data.shape) must have 2 axes or more")
        }
        time = call.int("axis") ?? 0
        guard time >= 0, time <= lastAxis else {
            throw call.error(
                .value, "axis is \(time); it must be \(lastAxis > 0 ? "0 or 1" : "0")")
        }
        batch = 1 - time
        let isGiven = call.inputs.count > 1
        guard call.bool("use_sequence_length") == isGiven else {
            throw call.error(
                .value,
                isGiven
                    ? "sequence_length is given, but use_sequence_length is False"
                    : "use_sequence_length is True, but sequence_length is not given")
        }
        guard isGiven else {
            lengths = nil
            return
        }
        let given = call.inputs[1]
        guard given.shape.axes == [data.shape[batch]] else {
            throw call.error(
                .value,
                "sequence_length \(given.shape) must be a vector with a length for each sequence of"
                    + " data \(data.shape)")
        }
        lengths = try Op.converted(given.detached, to: .int64)
    }

    /// The moments along the axis of time, and the lengths along that of the batch, in arrays that broadcast to `rank` axes.
    func sides(rank: Int) throws(SwndError) -> (moments: Tensor, lengths: Tensor)? {
        guard let lengths else { return nil }
        let line = try Op.integers(data.shape[time], on: data.context)
        return (
            try Op.spread(line, along: time, rank: rank),
            try Op.spread(lengths, along: batch, rank: rank)
        )
    }

    /// Which elements are before the end of their sequence; nothing where all are.
    var isInside: Tensor? {
        get throws(SwndError) {
            guard let (moments, lengths) = try sides(rank: data.shape.rank) else { return nil }
            return try Op.lesser.broadcast.applyOne(moments, lengths)
        }
    }

    /// The slices at other moments, one for each sequence, or several one after the other as the axes of `data` have them.
    ///
    /// - Parameter op: made by `gatheringPoints`, with the name that stands in errors.
    func slices(at moments: Tensor, by op: Operator) throws(SwndError) -> Tensor {
        let rank = moments.shape.rank
        let numbers = try Op.spread(
            Op.integers(data.shape[batch], on: data.context), along: rank == 1 ? 0 : batch,
            rank: rank)
        let selection = PointSelection([time, batch], of: data.shape, bounds: .raise)
        return try Op.gatherPoints(data, at: [moments, numbers], selection, by: op)
    }
}
