import SwndCore
import SwndGraph

extension Op {
    public static let squeeze: Operator = Operator(
        "squeeze",
        doc: .init(
            "Without axes of length 1.",
            "All of them when `axis` is not given. At least one axis stays.",
            example: ("nd.squeeze(nd.ones((1, 3, 1))).shape", "(3,)")),
        parameters: [
            Parameter(
                "axis", .ints, default: Attribute.none, "The axes to drop; each has length 1.")
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            var dropped = AxisSet()
            for number in call.ints("axis") ?? [] {
                let axis = try call.axis(number, of: x.shape)
                guard x.shape[axis] == 1, !dropped.contains(axis) else {
                    throw call.error(
                        .value,
                        "axis \(number) of shape \(x.shape) cannot be dropped: its length is not 1")
                }
                dropped.insert(axis)
            }
            if call.ints("axis") == nil {
                dropped = AxisSet((0..<x.shape.rank).filter { x.shape[$0] == 1 })
            }
            guard let shape = x.shape.removing(dropped) else { return [x] }
            return [try reshaped(x, to: shape)]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[1, 3, 1]]), .init([[1, 3, 1]], ["axis": [-1]])]))
}
