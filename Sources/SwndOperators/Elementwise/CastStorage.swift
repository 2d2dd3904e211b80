import SwndCore
import SwndGraph

extension Op {
    public static let castStorage: Operator = Operator(
        "cast_storage",
        doc: .init(
            "The same elements in dense storage, which is the only kind of storage.",
            example: ("nd.cast_storage(nd.array([1, 2]), 'default')", "[1. 2.]")),
        parameters: [Parameter("stype", .choice(["default"]), "The kind of storage.")],
        body: .composition { call throws(SwndError) in [try copy(call.inputs[0])] },
        gradient: .composed,
        test: TestDomain(cases: [.init([[2, 3]], ["stype": .choice(0)])]))
}
