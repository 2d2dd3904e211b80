import SwndCore
import SwndGraph

extension Op {
    public static let unravelIndex: Operator = Operator(
        "unravel_index",
        doc: .init(
            "One index for each axis of a shape from places in C order.",
            "The result has a new first axis with a row for each axis of the shape, and the dtype of `data`, whose elements are"
                + " truncated to integers. What is beyond the shape is counted along its first axis, whose length does not matter and"
                + " may be -1. The gradient is zero.",
            example: (
                "nd.unravel_index(nd.array([22, 41]), shape=(7, 6))", "[[3. 6.]\n [4. 5.]]"
            )),
        inputs: [.init("data", "The places.")],
        parameters: [Parameter("shape", .ints, "The lengths of the axes.")],
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let lengths = try call.countedLengths()
            var rest = Term.array(try converted(data, to: .int64))
            var rows: [Tensor] = []
            for length in lengths.dropFirst().reversed() {
                // Integers are divided towards zero.
                let quotient = try rest / .number(Double(length))
                let index = try rest - quotient * .number(Double(length))
                rows.append(try index.array(for: "unravel_index"))
                rest = quotient
            }
            rows.append(try rest.array(for: "unravel_index"))
            let all = try stack.applyOne(Few(Array(rows.reversed())), [.int(0)])
            return [try converted(all, to: data.dtype)]
        }, gradient: .zero,
        test: TestDomain(
            [0...11],
            cases: [.init([[4]], ["shape": [3, 4]]), .init([[2, 2]], ["shape": [-1, 2, 3]])]))
}
