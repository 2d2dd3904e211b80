import SwndCore
import SwndGraph

extension Op {
    public static let tile: Operator = Operator(
        "tile",
        doc: .init(
            "The whole array several times along each axis.",
            "`reps` is aligned at the last axis; what is missing on either side is 1.",
            example: ("nd.tile(nd.array([1, 2]), (2, 2))", "[[1. 2. 1. 2.]\n [1. 2. 1. 2.]]")),
        parameters: [Parameter("reps", .ints, "How many times along each axis; not negative.")],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let reps = call.ints("reps") ?? []
            if let negative = reps.first(where: { $0 < 0 }) {
                throw call.error(.value, "reps has \(negative); 0 is the least")
            }
            let rank = Swift.max(x.shape.rank, reps.count)
            let lengths = [Int](repeating: 1, count: rank - x.shape.rank) + x.shape.axes
            let times = [Int](repeating: 1, count: rank - reps.count) + reps
            let wide = zip(lengths, times).map { $0.multipliedReportingOverflow(by: $1) }
            guard !wide.contains(where: \.overflow), Shape(wide.map(\.partialValue)) != nil else {
                throw call.error(.value, "\(x.shape) times \(Shape.text(reps)) is too large")
            }
            var result = try reshaped(x, to: try call.shape(from: lengths, name: "shape"))
            // One axis at a time: (.., n, ..) as (.., 1, n, ..), widened to (.., times, n, ..), seen as (.., times * n, ..).
            for axis in (0..<rank).reversed() where times[axis] != 1 {
                var axes = result.shape.axes
                let (length, overflow) = axes[axis].multipliedReportingOverflow(by: times[axis])
                guard !overflow else {
                    throw call.error(.value, "\(x.shape) times \(times) is too large")
                }
                let blocks = axes[..<axis].reduce(1, &*)
                let inner = axes[axis...].reduce(1, &*)
                let narrow = try call.shape(from: [blocks, 1, inner], name: "shape")
                let wide = try call.shape(
                    from: [blocks, times[axis], inner], name: "shape of the result")
                axes[axis] = length
                let widened = try Term.array(try reshaped(result, to: narrow)).broadcast(to: wide)
                result = try reshaped(
                    widened.array(for: "tile"),
                    to: try call.shape(from: axes, name: "shape of the result"))
            }
            return [result]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3]], ["reps": [2]]), .init([[2, 3]], ["reps": [2, 1]]),
            .init([[3]], ["reps": [2, 2]]), .init([[2, 2]], ["reps": [2, 1, 2]]),
        ]))
}
