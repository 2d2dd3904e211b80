import SwndCore
import SwndGraph

extension Op {
    public static let swapaxes: Operator = Operator(
        "swapaxes", aliases: ["SwapAxis"],
        doc: .init(
            "Two axes exchanged.",
            example: ("nd.swapaxes(nd.array([[1, 2], [3, 4]]), 0, 1)", "[[1. 3.]\n [2. 4.]]")),
        parameters: [
            Parameter("dim1", .int, default: 0, "One axis."),
            Parameter("dim2", .int, default: 0, "The other."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            var order = Array(0..<x.shape.rank)
            order.swapAt(
                try call.axis(call.int("dim1") ?? 0, of: x.shape),
                try call.axis(call.int("dim2") ?? 0, of: x.shape))
            return [try transpose(x, with: ["axes": .ints(order)])]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[2, 3, 4]], ["dim1": 0, "dim2": 2])]))

    /// Two axes exchanged; the very same array where they are one.
    static func exchanged(_ x: Tensor, _ one: Int, _ other: Int) throws(SwndError) -> Tensor {
        one == other ? x : try swapaxes(x, with: ["dim1": .int(one), "dim2": .int(other)])
    }
}
