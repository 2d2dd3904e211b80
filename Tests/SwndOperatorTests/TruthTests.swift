import SwndGraph
import SwndOperators
import Testing

/// Operators whose results are truth values say so: else an index made of them would be taken for numbers.
@Suite struct TruthTests {
    private static let samples: [Double] = [
        -2, -1, -0.75, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, .infinity, .nan,
    ]

    @Test(arguments: Op.all.filter { $0.test.reference != nil }.map(\.name))
    func isDeclaredWhereTheFunctionGivesNothingElse(_ name: String) throws {
        let op = try Operator.named(name)
        let reference = try #require(op.test.reference)
        var results: Set<Double> = []
        for a in Self.samples {
            for b in Self.samples {
                // References take as many operands as their kernels have; one too many is ignored.
                results.insert(reference([a, b, a]))
            }
        }
        // One result for all, such as that of `or` with a number that is not zero, tells nothing.
        guard results.count > 1 else { return }
        let isTruth = results.isSubset(of: [0, 1]) && results.count == 2
        #expect((op.truth == .always) == isTruth)
    }

    @Test func factorsThatAreTruthsGiveTruths() {
        #expect(Op.multiply.broadcast.truth == .ofTruths)
        #expect(Op.multiply.arrayScalar.truth == .never)
        #expect(Op.add.broadcast.truth == .never)
    }
}
