import SwndCore
import SwndGraph

extension Op {
    public static let argsort: Operator = Operator(
        "argsort",
        doc: .init(
            "The indices that bring the elements into order along an axis.",
            "Equal elements keep their order, upward and downward. NaN counts as the largest number: it comes last, or first with"
                + " `is_ascend=False`. A dtype that does not hold all indices of the axis exactly is an error. The gradient is"
                + " zero.",
            example: ("nd.argsort(nd.array([[3, 1, 2], [7, 9, 8]]))", "[[1. 2. 0.]\n [0. 2. 1.]]")),
        parameters: [.sortAxis, .isAscending, .indexDType],
        body: .composition { call throws(SwndError) in
            let rows = try Rows(call)
            let dtype = try call.indexDType(below: rows.length)
            let indices = try orderedIndices.applyOne(
                [rows.tensor], [.int(rows.length), call["is_ascend"], .dtype(dtype)])
            return [try rows.restored(indices)]
        }, gradient: .zero,
        test: TestDomain(
            cases: sortCases + [.init([[2, 300]], ["dtype": .dtype(.float16)])]))
}
