import SwndCore
import SwndGraph

extension Op {
    public static let addN: Operator = Operator(
        "add_n", aliases: ["ElementWiseSum"],
        doc: .init(
            "The sum of any number of arrays, element by element.",
            "All arrays have the same shape and dtype. They are added one after the other.",
            example: ("nd.add_n(nd.array([1, 2]), nd.array([3, 4]), nd.array([5, 6]))", "[ 9. 12.]")
        ),
        inputs: [.init("args", isVariadic: true, "The arrays.")],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let first = call.inputs[0]
            for (position, other) in call.inputs.enumerated() where other.shape != first.shape {
                throw call.error(
                    .value,
                    "args[0] is \(first.shape) and args[\(position)] is \(other.shape): shapes must be"
                        + " the same")
            }
            guard call.inputs.count > 1 else { return [try copy(first)] }
            var total = first
            for other in call.inputs.dropFirst() { total = try add.broadcast(total, other) }
            return [total]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 2,
            cases: [
                .init([[2, 3]]), .init([[2, 3], [2, 3]]), .init([[5], [5], [5], [5]]),
            ]))
}
