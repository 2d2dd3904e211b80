import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let max: Operator = .reduction(
        "max", aliases: ["max_axis"], ReductionKernel("max", Largest.self, identity: nil),
        doc: .init(
            "The largest element over axes.",
            "NaN where any element is NaN. The gradient goes to every element that equals the result, as in MXNet.",
            example: ("nd.max(nd.array([[1, 2], [3, 4]]), axis=1)", "[2. 4.]")),
        test: TestDomain(cases: TestDomain.reductionCases)
    ) { x, y, g, _ throws(SwndError) in try g * (x == y) }
}
