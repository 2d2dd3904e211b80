import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Testing

/// Every operator takes every dtype, or says by name that it does not.
@Suite struct DTypeTests {
    @Test(arguments: Op.all.map(\.name))
    func worksOrSaysWhy(_ name: String) throws {
        let op = try Operator.named(name)
        for dtype in DType.allCases {
            for call in try OperatorCall.small(of: op) {
                let inputs = try call.prepared(call.inputs(Float.self, seed: 10)).map {
                    try cast($0, dtype: dtype)
                }
                do throws(SwndError) {
                    let results = try NDArray.apply(op, Few(inputs), call.attributes)
                    for result in results {
                        _ = try result.values(as: Double.self)
                    }
                } catch {
                    #expect(error.message.hasPrefix(op.name), "\(error.message)")
                    #expect(error.code == .type)
                }
            }
        }
    }
}
