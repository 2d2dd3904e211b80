import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let min: Operator = .reduction(
        "min", aliases: ["min_axis"], ReductionKernel("min", Smallest.self, identity: nil),
        doc: .init(
            "The smallest element over axes.",
            "NaN where any element is NaN. The gradient goes to every element that equals the result, as in MXNet.",
            example: ("nd.min(nd.array([[1, 2], [3, 4]]), axis=1)", "[1. 3.]")),
        test: TestDomain(cases: TestDomain.reductionCases)
    ) { x, y, g, _ throws(SwndError) in try g * (x == y) }
}
