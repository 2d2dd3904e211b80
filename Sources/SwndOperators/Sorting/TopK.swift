import SwndCore
import SwndGraph

extension Op {
    public static let topk: Operator = Operator(
        "topk",
        doc: .init(
            "The largest or smallest elements along an axis, in order.",
            "`ret_typ` says what is told about them: 'value', the elements; 'indices', where they are; 'both', these two results; 'mask',"
                + " an array like the input with 1 where they are and 0 elsewhere. Of equal elements the first ones are taken. NaN"
                + " counts as the largest number. A dtype that does not hold all indices of the axis exactly is an error. The"
                + " gradient of elements goes back to where they came from; that of indices and masks is zero.",
            example: (
                "nd.topk(nd.array([[3, 1, 2], [7, 9, 8]]), k=2, ret_typ='value')",
                "[[3. 2.]\n [9. 8.]]"
            )),
        parameters: [
            .sortAxis,
            Parameter("k", .int, default: 1, "How many elements; all of them below 1."),
            Parameter(
                "ret_typ", .choice(["value", "indices", "mask", "both"]), default: .choice(1),
                "What the result is."),
            Parameter(
                "is_ascend", .bool, default: false, "Whether to take the smallest elements."),
            .indexDType,
        ], outputs: .choice("ret_typ", counts: [1, 1, 1, 2]),
        body: .composition { call throws(SwndError) in
            let rows = try Rows(call)
            let given = call.int("k") ?? 1
            guard given <= rows.length else {
                throw call.error(
                    .value,
                    "k is \(given), and there are \(rows.length) elements along the axis of shape"
                        + " \(call.inputs[0].shape)")
            }
            let order = [.int(given < 1 ? rows.length : given), call["is_ascend"]] as [Attribute]
            switch call.choice("ret_typ") {
            case 0:
                return [try rows.restored(orderedValues.applyOne([rows.tensor], order))]
            case 2:
                return [try rows.reshaped(orderedMask.applyOne([rows.tensor], order))]
            case let choice:
                let dtype = try call.indexDType(below: rows.length)
                let indices = try orderedIndices.applyOne([rows.tensor], order + [.dtype(dtype)])
                guard choice == 3 else { return [try rows.restored(indices)] }
                let values = try takeInRows(rows.tensor, indices)
                return [try rows.restored(values), try rows.restored(indices)]
            }
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": 1, "k": 2, "ret_typ": .choice(0)]),
            .init([[2, 3, 4]], ["k": 3, "ret_typ": .choice(3), "is_ascend": true]),
            .init([[4, 3]], ["axis": 0, "k": 2, "ret_typ": .choice(2)]),
            .init([[4, 5]], ["axis": .none, "k": 6, "ret_typ": .choice(3)]),
            .init([[4, 5]], ["axis": .none, "k": 6, "ret_typ": .choice(2)]),
            .init([[7]], ["k": 0, "ret_typ": .choice(0)]),
            .init([[2, 1025]], ["k": 5, "ret_typ": .choice(0)]),
        ]))
}
