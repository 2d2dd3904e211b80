import SwndCore
import SwndGraph

extension Op {
    public static let moveaxis: Operator = Operator(
        "moveaxis",
        doc: .init(
            "Some axes moved to other places; all others keep their order.",
            "Negative numbers count from the end. Takes no time, as `transpose`.",
            example: ("nd.moveaxis(nd.ones((2, 3, 4)), 0, -1).shape", "(3, 4, 2)")),
        inputs: [.init("tensor", "The input.")],
        parameters: [
            Parameter("source", .ints, "The axes to move; different ones."),
            Parameter("destination", .ints, "Where they stand in the result; as many."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let source = try call.distinctAxes("source", of: x.shape)
            let destination = try call.distinctAxes("destination", of: x.shape)
            guard source.count == destination.count else {
                throw call.error(
                    .value,
                    "source has \(source.count) axes and destination \(destination.count)")
            }
            var order = (0..<x.shape.rank).filter { !source.contains($0) }
            for (to, from) in zip(destination, source).sorted(by: { $0.0 < $1.0 }) {
                order.insert(from, at: to)
            }
            return [try transpose(x, with: ["axes": .ints(order)])]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3, 4]], ["source": [0], "destination": [2]]),
            .init([[2, 3, 4]], ["source": [0, 1], "destination": [-1, -2]]),
        ]))
}

extension Call {
    /// Axis numbers from a list parameter, each once.
    func distinctAxes(_ name: String, of shape: Shape) throws(SwndError) -> [Int] {
        var axes: [Int] = []
        for number in ints(name) ?? [] {
            let axis = try axis(number, of: shape)
            guard !axes.contains(axis) else {
                throw error(.value, "\(name) names axis \(number) twice, for shape \(shape)")
            }
            axes.append(axis)
        }
        return axes
    }
}
