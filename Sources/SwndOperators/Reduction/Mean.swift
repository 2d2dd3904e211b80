import SwndCore
import SwndGraph

extension Op {
    public static let mean: Operator = Operator(
        "mean",
        doc: .init(
            "The mean of elements over axes.",
            "The dtype stays; the mean of integers is truncated, as in MXNet. float16, int8 and uint8 are summed in a wider"
                + " dtype. Of nothing it is NaN.",
            example: ("nd.mean(nd.array([[1, 2], [3, 4]]), axis=1)", "[1.5 3.5]")),
        parameters: [.axes, .keepdims, .exclude],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let axes = try call.reducedAxes(of: x.shape)
            let count = axes.numbers.reduce(1) { $0 * x.shape[$1] }
            let sum = try sum.applyOne([try widened(x)], call.attributes)
            let mean = try (.array(sum) / .number(Double(count))).array(for: "mean")
            return [try converted(mean, to: x.dtype)]
        }, gradient: .composed, test: TestDomain(ulps: 2, cases: TestDomain.reductionCases))

    /// The elements in a dtype that real numbers are computed in: float32 for float16, float64 for integers.
    static func real(_ x: Tensor) throws(SwndError) -> Tensor {
        try x.dtype.isFloating ? widened(x) : converted(x, to: .float64)
    }

    /// The elements in a dtype that holds their sums.
    static func widened(_ x: Tensor) throws(SwndError) -> Tensor {
        try converted(x, to: x.dtype.sumDType)
    }
}

extension DType {
    /// Where sums are formed whose parts are of this dtype.
    var sumDType: DType {
        switch self {
        case .float16: .float32
        case .int8, .uint8, .bool: .int64
        case .float32, .float64, .int32, .int64: self
        }
    }
}
