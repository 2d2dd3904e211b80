import SwndCore
import SwndGraph

extension Op {
    public static let sizeArray: Operator = Operator(
        "size_array",
        doc: .init(
            "The number of elements, as int64 of shape (1,).", "The gradient is zero.",
            example: ("nd.size_array(nd.ones((2, 3)))", "[6]")),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            return [try integers([x.shape.count], on: x.context)]
        }, gradient: .zero, test: TestDomain(cases: [.init([[2, 3]])]))
}
