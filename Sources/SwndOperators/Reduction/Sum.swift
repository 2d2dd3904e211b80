import SwndCore
import SwndGraph
import SwndNumerics

enum Sum: ReductionBody {
    @inline(__always)
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V { a + b }
    @inline(__always)
    static func padding<V: ArithmeticValue>(_ x: V) -> V { V.constant(0) }
}

extension Op {
    static let sumKernel = ReductionKernel("sum", Sum.self, identity: .integer(0))

    public static let sum: Operator = .reduction(
        "sum", aliases: ["sum_axis"], sumKernel,
        doc: .init(
            "The sum of elements over axes.",
            "The dtype stays; integers wrap around; float16 is summed in float32. The order of summation depends on the shape"
                + " only: pairwise over blocks, so results do not change with the number of threads. Of nothing it is 0."
                + " The sum over all axes has shape (1,).",
            example: ("nd.sum(nd.array([[1, 2], [3, 4]]), axis=1)", "[3. 7.]")),
        test: TestDomain(ulps: 2, cases: TestDomain.reductionCases)
    ) { x, _, g, _ throws(SwndError) in
        guard let x = x.tensor else { return g }
        return try g.broadcast(to: x.shape)
    }
}
