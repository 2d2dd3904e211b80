import SwndCore
import SwndGraph

extension Op {
    public static let linalgExtractdiag: Operator = Operator(
        "linalg_extractdiag",
        doc: .init(
            "A diagonal of each matrix.",
            "The last two axes, which have the same length, become one. It takes no time: the result is another layout over the same"
                + " memory until something needs it in C order. float32 and float64 only.",
            example: ("nd.linalg.extractdiag(nd.array([[1, 2], [3, 4]]))", "[1. 4.]")),
        inputs: [.matrices("A", "The matrices, which are square")], parameters: [.diagonal],
        body: .composition { call throws(SwndError) in
            let matrices = try call.squares()
            _ = try call.shortened(matrices.rows, by: call.diagonal())
            return [try diagonal.applyOne(Few(call.inputs[0]), call.diagonalPlace(after: 2))]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3, 3]]), .init([[2, 3, 3]], ["offset": 1]),
            .init([[1, 2, 4, 4]], ["offset": -2]),
        ]))

    public static let linalgMakediag: Operator = Operator(
        "linalg_makediag",
        doc: .init(
            "Square matrices with the elements of a row on a diagonal, and zeros elsewhere.",
            "The last axis becomes two, longer by the distance of the diagonal from the main one. float32 and float64 only.",
            example: ("nd.linalg.makediag(nd.array([1, 2]))", "[[1. 0.]\n [0. 2.]]")),
        inputs: [.init("A", "The diagonals, along the last axis.")], parameters: [.diagonal],
        body: .composition { call throws(SwndError) in
            let x = try call.reals()
            var axes = x.shape.axes
            let length = try call.lengthened(axes.removeLast(), by: call.diagonal())
            let shape = try call.shape(
                from: axes + [length, length], name: "shape of the result")
            return [
                try onDiagonal.applyOne(
                    Few(x), [.ints(shape.axes)] + call.diagonalPlace(after: 1))
            ]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3]]), .init([[2, 3]], ["offset": 1]), .init([[1, 2, 2]], ["offset": -2]),
        ]))

    public static let linalgSumlogdiag: Operator = Operator(
        "linalg_sumlogdiag",
        doc: .init(
            "The sum of the logarithms of the diagonal of each matrix.",
            "With the Cholesky factor of a matrix, half the logarithm of its determinant. That of one matrix has shape (1,). NaN where"
                + " the diagonal has a negative element. float32 and float64 only.",
            example: ("nd.linalg.sumlogdiag(nd.array([[1, 2], [3, 1]]))", "[0.]")),
        inputs: [.matrices("A", "The matrices, which are square")],
        body: .composition { call throws(SwndError) in
            _ = try call.squares()
            let logarithms = try log(linalgExtractdiag(call.inputs[0]))
            return [try sum(logarithms, with: ["axis": [-1]])]
        }, gradient: .composed,
        test: TestDomain(
            [-1...1], ulps: 8, matrices: [.triangular],
            cases: [.init([[3, 3]]), .init([[2, 2, 2]]), .init([[2, 1, 1, 1]])]))
}

extension Call {
    /// The parameter `offset`.
    func diagonal() -> Int { int("offset") ?? 0 }

    /// The length of a square's side with so many more rows and columns as a diagonal is away from the main one.
    func lengthened(_ length: Int, by offset: Int) throws(SwndError) -> Int {
        let (sum, overflow) = length.addingReportingOverflow(
            Int(clamping: offset.magnitude))
        guard !overflow else {
            throw error(.value, "offset \(offset) is too large for A \(inputs[0].shape)")
        }
        return sum
    }

    /// How many rows and columns of a square are on a diagonal, which must be one of it.
    func shortened(_ length: Int, by offset: Int) throws(SwndError) -> Int {
        guard offset.magnitude < length || offset == 0 else {
            throw error(
                .value,
                "offset \(offset) names no diagonal of A \(inputs[0].shape): its matrices have"
                    + " \(length) rows and columns")
        }
        return length - Int(offset.magnitude)
    }

    /// The diagonal that the parameter `offset` names, as the attributes of `Op.diagonal`: of the matrices that come after all axes of
    /// the input but the last ones.
    fileprivate func diagonalPlace(after count: Int) -> [Attribute] {
        let first = inputs[0].shape.rank - count
        return [.int(diagonal()), .int(first), .int(first + 1)]
    }
}
