import SwndCore
import SwndGraph

extension Op {
    public static let eye: Operator = Operator(
        "eye",
        doc: .init(
            "A matrix with ones on a diagonal and zeros elsewhere.",
            example: ("nd.eye(2, 3)", "[[1. 0. 0.]\n [0. 1. 0.]]")),
        inputs: [],
        parameters: [
            Parameter("N", .int, "The number of rows."),
            Parameter("M", .int, default: 0, "The number of columns; as many as rows when 0."),
            Parameter(
                "k", .int, default: 0, "The diagonal: positive above the main one, negative below."),
            .context, .outputDType,
        ],
        body: .composition { call throws(SwndError) in
            let rows = call.int("N") ?? 0
            let columns = (call.int("M") ?? 0) == 0 ? rows : call.int("M") ?? 0
            let shape = try call.shape(from: [rows, columns], name: "(N, M)")
            // An element is 1 where its column is its row plus k.
            let diagonal = Swift.min(Swift.max(call.int("k") ?? 0, -shape[0]), shape[1])
            let context = call.context("ctx")
            let row = try spread(
                integers(shape[0], from: diagonal, on: context), along: 0, rank: 2)
            let column = try integers(shape[1], on: context)
            let ones = try (.array(column) == .array(row)).array(for: "eye")
            return [try cast(ones, with: ["dtype": call["dtype"]])]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([], ["N": 3]), .init([], ["N": 2, "M": 4, "k": 1]), .init([], ["N": 3, "k": -1]),
        ]))
}
