import SwndCore
import SwndGraph

extension Op {
    public static let pad: Operator = Operator(
        "pad", aliases: ["Pad"],
        doc: .init(
            "More elements before and after those of each axis.",
            "`constant` puts one number there, `edge` repeats the nearest element, `reflect` continues backwards from the edge, which"
                + " itself is not repeated: there it takes an axis that is longer than either width. A negative width cuts off. Any"
                + " number of axes, any dtype.",
            example: (
                "nd.pad(nd.array([[1, 2]]), mode='edge', pad_width=(0, 0, 1, 2))",
                "[[1. 1. 2. 2. 2.]]"
            )),
        parameters: [
            Parameter("mode", .choice(["constant", "edge", "reflect"]), "What is put there."),
            Parameter(
                "pad_width", .ints,
                "For each axis how many elements before and how many after it, one pair after the other."
            ),
            Parameter(
                "constant_value", .real, default: 0.0, "The number of the mode `constant`."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let widths = try PadWidths(call, x.shape)
            if call.choice("mode") == 0 { return [try surrounded(x, widths, call)] }
            var result = x
            for axis in 0..<x.shape.rank where widths.isPadded(axis) {
                let length = x.shape[axis]
                let places = try integers(
                    widths.shape[axis], from: -widths.before[axis], on: x.context)
                guard length > 0 || widths.shape[axis] == 0 else {
                    throw call.error(.value, "axis \(axis) of shape \(x.shape) has no edge")
                }
                let isReflected = call.choice("mode") == 2
                result = try take.applyOne(
                    Few(result, isReflected ? try mirrored(places, at: length - 1) : places),
                    [.int(axis), IndexBounds.clip.choice])
            }
            return [result]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3]], ["mode": .choice(0), "pad_width": [1, 0, 0, 2]]),
            .init([[2, 3]], ["mode": .choice(1), "pad_width": [1, 0, 0, 2]]),
            .init([[2, 3]], ["mode": .choice(2), "pad_width": [1, 1, 2, 2]]),
            .init([[1, 1, 3, 3]], ["mode": .choice(0), "pad_width": [0, 0, 0, 0, 1, 1, -1, 2]]),
        ]))

    /// The parts of x that stay, in an array of one number.
    private static func surrounded(
        _ x: Tensor, _ widths: PadWidths, _ call: borrowing Call
    ) throws(SwndError) -> Tensor {
        var kept: [Layout.Slice] = []
        var places: [Layout.Slice] = []
        for axis in 0..<x.shape.rank {
            let first = Swift.min(Swift.max(0, -widths.before[axis]), x.shape[axis])
            let end = Swift.max(first, x.shape[axis] - Swift.max(0, -widths.after[axis]))
            kept.append(Layout.Slice(start: first, step: 1, count: end - first))
            let place = Swift.min(Swift.max(0, widths.before[axis]), widths.shape[axis])
            places.append(Layout.Slice(start: place, step: 1, count: end - first))
        }
        let base = try full(
            with: [
                "shape": .ints(widths.shape.axes), "val": call["constant_value"],
                "dtype": .dtype(x.dtype), "ctx": .context(x.context),
            ])
        return try replacing(places, of: base, with: sliced(x, kept))
    }

    /// Indices before 0 and after the last one, mirrored into the axis.
    private static func mirrored(_ places: Tensor, at last: Int) throws(SwndError) -> Tensor {
        let end = Term.number(Double(last))
        let fromEnd = try abs(end - abs(Term.array(places)))
        return try (end - fromEnd).array(for: "pad")
    }
}

/// How wide the padding of each axis is.
private struct PadWidths {
    private(set) var before: [Int] = []
    private(set) var after: [Int] = []
    /// The shape with the padding.
    let shape: Shape

    init(_ call: borrowing Call, _ given: Shape) throws(SwndError) {
        let widths = call.ints("pad_width") ?? []
        guard widths.count == 2 * given.rank else {
            throw call.error(
                .value,
                "pad_width \(Shape.text(widths)) must have two numbers for each axis of \(given)")
        }
        var lengths: [Int] = []
        for axis in 0..<given.rank {
            let (first, last, length) = (widths[2 * axis], widths[2 * axis + 1], given[axis])
            let (some, isTooLong) = length.addingReportingOverflow(first)
            let (all, isLonger) = some.addingReportingOverflow(last)
            let isCountable = first.magnitude < 1 << 62 && last.magnitude < 1 << 62
            guard isCountable, !isTooLong, !isLonger, all >= 0 else {
                throw call.error(
                    .value, "pad_width \(Shape.text(widths)) does not fit shape \(given)")
            }
            let most = Swift.max(length - 1, 0)
            guard call.choice("mode") != 2 || (first <= most && last <= most) else {
                throw call.error(
                    .value,
                    "pad_width \(Shape.text(widths)): axis \(axis) of shape \(given) is too short to"
                        + " reflect so many")
            }
            before.append(first)
            after.append(last)
            lengths.append(all)
        }
        shape = try call.shape(from: lengths, name: "shape of the result")
    }

    func isPadded(_ axis: Int) -> Bool { before[axis] != 0 || after[axis] != 0 }
}
