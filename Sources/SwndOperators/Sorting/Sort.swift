import SwndCore
import SwndGraph

extension Op {
    public static let sort: Operator = Operator(
        "sort",
        doc: .init(
            "The elements in order along an axis.",
            "Equal elements keep their order, so the result is that of taking them by `argsort`. NaN counts as the largest number:"
                + " it comes last, or first with `is_ascend=False`. The gradient goes back to where the elements came from.",
            example: ("nd.sort(nd.array([[3, 1, 2], [7, 9, 8]]))", "[[1. 2. 3.]\n [7. 8. 9.]]")),
        parameters: [.sortAxis, .isAscending],
        body: .composition { call throws(SwndError) in
            let rows = try Rows(call)
            let sorted = try orderedValues.applyOne(
                [rows.tensor], [.int(rows.length), call["is_ascend"]])
            return [try rows.restored(sorted)]
        }, gradient: .composed, test: TestDomain(cases: sortCases))

    /// Calls that everything about order is tested with.
    static let sortCases: [TestDomain.Case] = [
        .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": 1]),
        .init([[4, 3]], ["axis": 0, "is_ascend": false]), .init([[2, 3]], ["axis": .none]),
        .init([[40]]), .init([[3, 1025]]), .init([[2, 0]]),
    ]
}
