import SwndCore
import SwndGraph

extension Call {
    /// 1 in one element of float32 where all elements of an input are finite, else 0.
    fileprivate func allFinite(_ position: Int) throws(SwndError) -> Tensor {
        try requireFloating(position)
        let flags = try Op.converted(Op.isFinite(inputs[position]), to: .float32)
        return try Op.prod(flags, with: ["axis": .none])
    }
}

extension Op {
    public static let allFinite: Operator = Operator(
        "all_finite",
        doc: .init(
            "1 where no element is infinite or NaN, else 0; one element of float32.",
            "What automatic mixed precision looks at before it takes a step. There is no gradient.",
            example: ("nd.all_finite(nd.array([1, float('inf')]))", "[0.]")),
        body: .composition { call throws(SwndError) in [try call.allFinite(0)] },
        gradient: .undefined, test: TestDomain(cases: [.init([[2, 3]]), .init([[0]])]))

    public static let multiAllFinite: Operator = Operator(
        "multi_all_finite",
        doc: .init(
            "1 where no element of any array is infinite or NaN, else 0; one element of float32.",
            "There is no gradient.",
            example: ("nd.multi_all_finite(nd.array([1]), nd.array([2, 3]))", "[1.]")),
        inputs: [.init("data", isVariadic: true, "The arrays.")],
        body: .composition { call throws(SwndError) in
            var result = try call.allFinite(0)
            for other in 1..<call.inputs.count {
                result = try multiply.broadcast(result, call.allFinite(other))
            }
            return [result]
        }, gradient: .undefined, test: TestDomain(cases: [.init([[2, 3], [4]]), .init([[2]])]))
}
