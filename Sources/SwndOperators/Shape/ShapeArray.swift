import SwndCore
import SwndGraph

extension Op {
    public static let shapeArray: Operator = Operator(
        "shape_array",
        doc: .init(
            "The lengths of the axes, as int64.", "The gradient is zero.",
            example: ("nd.shape_array(nd.ones((2, 3)))", "[2 3]")),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            return [try integers(x.shape.axes, on: x.context)]
        }, gradient: .zero, test: TestDomain(cases: [.init([[2, 3]]), .init([[5]])]))
}
