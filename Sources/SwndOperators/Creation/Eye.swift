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
            func numbers(_ count: Int, _ first: Int) throws(SwndError) -> Tensor {
                try sequence.applyOne(
                    [], [.int(count), .real(Double(first)), 1.0, call["ctx"], .dtype(.int64)])
            }
            let diagonal = Swift.min(Swift.max(call.int("k") ?? 0, -shape[0]), shape[1])
            let row = try reshape(numbers(shape[0], diagonal), with: ["shape": [-1, 1]])
            let ones = try (.array(try numbers(shape[1], 0)) == .array(row)).array(for: "eye")
            return [try cast(ones, with: ["dtype": call["dtype"]])]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([], ["N": 3]), .init([], ["N": 2, "M": 4, "k": 1]), .init([], ["N": 3, "k": -1]),
        ]))
}
