import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Testing

/// Pointwise operators against the same body read in double precision.
@Suite struct OracleTests {
    static let names = Op.all.filter { $0.test.reference != nil }.map(\.name)

    @Test(arguments: names)
    func float32IsWithinItsBudget(_ name: String) throws {
        let op = try Operator.named(name)
        for call in try OperatorCall.all(of: op) {
            let inputs = try call.inputs(Float.self, seed: 1)
            try check(call, inputs) { ulps($0, $1) <= op.test.ulps + 0.5 }
        }
    }

    @Test(arguments: names)
    func float64IsClose(_ name: String) throws {
        let op = try Operator.named(name)
        for call in try OperatorCall.all(of: op) {
            let inputs = try call.inputs(Double.self, seed: 2)
            try check(call, inputs) { abs($0 - $1) <= 4 * abs($1).ulp || ($0.isNaN && $1.isNaN) }
        }
    }

    /// Computed in float32 and rounded once more.
    @Test(arguments: names)
    func float16IsRoundedOnce(_ name: String) throws {
        let op = try Operator.named(name)
        for call in try OperatorCall.all(of: op) {
            let inputs = try call.inputs(Float.self, seed: 3).map { try cast($0, dtype: .float16) }
            try check(call, inputs) { value, expected in
                let half = Float16(expected)
                return Float16(value) == half || abs(value - expected) <= Double(half.ulp) * 0.6
                    || (value.isNaN && expected.isNaN)
            }
        }
    }

    private func check(
        _ call: OperatorCall, _ inputs: [NDArray], _ isClose: (Double, Double) -> Bool
    ) throws {
        guard let reference = call.op.test.reference else { return }
        let result = try call.run(inputs)[0]
        let values = try result.values(as: Double.self)
        let operands = try inputs.map {
            try broadcastTo($0, shape: result.shape.axes).values(as: Double.self)
        }
        #expect(values.count == result.count)
        for index in values.indices {
            let expected = reference(operands.map { $0[index] })
            guard !isClose(values[index], expected) else { continue }
            Issue.record(
                "\(call)[\(index)] of \(operands.map { $0[index] }): \(values[index]), not \(expected)"
            )
            return
        }
    }
}
