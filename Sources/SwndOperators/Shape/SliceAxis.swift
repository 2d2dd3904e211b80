import SwndCore
import SwndGraph

extension Op {
    public static let sliceAxis: Operator = Operator(
        "slice_axis",
        doc: .init(
            "The indices `begin` to `end` of one axis.",
            "Negative numbers count from the end; `end=None` takes the rest.",
            example: ("nd.slice_axis(nd.array([1, 2, 3]), axis=0, begin=1, end=None)", "[2. 3.]")),
        parameters: [
            Parameter("axis", .int, "The axis."), Parameter("begin", .int, "The first index."),
            Parameter("end", .int, default: Attribute.none, "The end, not included."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axis = try call.axis(call.int("axis") ?? 0, of: x.shape)
            let length = x.shape[axis]
            func place(_ index: Int) -> Int { index < 0 ? index &+ length : index }
            let (begin, end) = (place(call.int("begin") ?? 0), place(call.int("end") ?? length))
            guard begin >= 0, begin <= end, end <= length else {
                throw call.error(
                    .index,
                    "begin \(call.int("begin") ?? 0) and end \(call.int("end") ?? length) do not fit"
                        + " axis \(axis) of shape \(x.shape)")
            }
            return [try cut(x, along: axis, from: begin, count: end - begin)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3, 4]], ["axis": 1, "begin": 1, "end": -1]),
            .init([[3, 4]], ["axis": 0, "begin": 2]),
        ]))
}
