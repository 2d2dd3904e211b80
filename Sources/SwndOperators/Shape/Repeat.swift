import SwndCore
import SwndGraph

extension Op {
    public static let `repeat`: Operator = Operator(
        "repeat",
        doc: .init(
            "Each element, or each slice along an axis, several times in a row.",
            example: ("nd.repeat(nd.array([1, 2]), 2)", "[1. 1. 2. 2.]")),
        parameters: [
            Parameter("repeats", .int, "How many times; not negative."),
            Parameter(
                "axis", .int, default: Attribute.none, "The axis; the flat input when not given."),
        ],
        body: .composition { call throws(SwndError) in
            var x = call.inputs[0]
            let given = x.shape
            let times = call.int("repeats") ?? 1
            guard times >= 0 else {
                throw call.error(.value, "repeats is \(times); 0 is the least")
            }
            var axis = 0
            if let given = call.int("axis") {
                axis = try call.axis(given, of: x.shape)
            } else {
                x = try reshape(x, with: ["shape": [-1]])
            }
            // (.., n, ..) as (.., n, 1, ..), widened to (.., n, times, ..), seen as (.., n * times, ..).
            var (narrow, wide, result) = (x.shape.axes, x.shape.axes, x.shape.axes)
            narrow.insert(1, at: axis + 1)
            wide.insert(times, at: axis + 1)
            let (length, overflow) = result[axis].multipliedReportingOverflow(by: times)
            guard !overflow else {
                throw call.error(.value, "\(given) \(times) times is too large")
            }
            result[axis] = length
            let split = try reshaped(x, to: try call.shape(from: narrow, name: "shape"))
            let widened = try Term.array(split).broadcast(
                to: try call.shape(from: wide, name: "shape of the result")
            ).array(for: "repeat")
            return [
                try reshaped(widened, to: try call.shape(from: result, name: "shape of the result"))
            ]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3]], ["repeats": 2]), .init([[2, 3]], ["repeats": 3, "axis": 0]),
            .init([[2, 3]], ["repeats": 2, "axis": -1]),
        ]))
}
