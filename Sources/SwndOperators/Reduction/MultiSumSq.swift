import SwndCore
import SwndGraph

extension Op {
    public static let multiSumSq: Operator = Operator(
        "multi_sum_sq",
        doc: .init(
            "The sum of squares of each of several arrays, in one array of float32.",
            "float16 is computed in float32.",
            example: ("nd.multi_sum_sq(nd.array([1, 2]), nd.array([3, 4]))", "[ 5. 25.]")),
        inputs: [.init("data", isVariadic: true, "The arrays.")],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            guard call.inputs[0].dtype.isFloating else {
                throw call.error(
                    .type,
                    "data[0] is \(call.inputs[0].dtype) \(call.inputs[0].shape); a floating-point dtype is"
                        + " needed")
            }
            var sums: [Tensor] = []
            for x in call.inputs {
                let total = try sum(square(widened(x)), with: ["axis": .none])
                sums.append(try converted(total, to: .float32))
            }
            return [try sums.count == 1 ? sums[0] : concat.applyOne(Few(sums), [0])]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4, cases: [.init([[2, 3], [4]]), .init([[2, 3]]), .init([[5], [1], [2, 2]])]))
}
