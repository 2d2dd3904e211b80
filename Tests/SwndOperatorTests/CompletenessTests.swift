import SwndGraph
import SwndOperators
import Testing

/// Every declared operator is whole: documented, tested, named once.
@Suite struct CompletenessTests {
    @Test func namesAreUnique() {
        let names = Op.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Op.all.map(\.name))
    func isDocumented(_ name: String) throws {
        let op = try Operator.named(name)
        #expect(op.doc.summary.hasSuffix("."))
        for parameter in op.parameters {
            #expect(parameter.doc.hasSuffix("."), "\(parameter.name)")
        }
        for input in op.inputs { #expect(input.doc.hasSuffix("."), "\(input.name)") }
    }

    @Test(arguments: Op.all.map(\.name))
    func isTested(_ name: String) throws {
        let op = try Operator.named(name)
        #expect(try !OperatorCall.all(of: op).isEmpty)
        let needsCase = op.parameters.contains { $0.fallback == nil }
        #expect(!needsCase || !op.test.cases.isEmpty, "required parameters need a case")
        #expect(op.test.reference != nil || !op.test.cases.isEmpty || op.inputs.count == 1)
    }
}
