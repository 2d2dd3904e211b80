import SwndCore
import SwndGraph

extension Op {
    public static let diag: Operator = Operator(
        "diag",
        doc: .init(
            "A diagonal of two axes, or a matrix with a vector on a diagonal.",
            "With more than one axis, both axes give way to a last one with the elements whose index along `axis2` is `k` more than"
                + " that along `axis1`. A vector becomes a square matrix that is zero elsewhere; then the axes do not matter.",
            example: ("nd.diag(nd.array([[1, 2], [3, 4]]))", "[1. 4.]")),
        parameters: [
            Parameter("k", .int, default: 0, "Which diagonal: above the main one, or below it."),
            Parameter("axis1", .int, default: 0, "The axis of the rows."),
            Parameter("axis2", .int, default: 1, "The axis of the columns; another one."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let k = call.int("k") ?? 0
            guard x.shape.rank > 1 else {
                let (side, overflow) = x.shape.count.addingReportingOverflow(
                    Int(exactly: k.magnitude) ?? .max)
                guard !overflow else { throw call.error(.value, "k is \(k), which is too large") }
                let shape = try call.shape(from: [side, side], name: "shape of the result")
                return [
                    try onDiagonal.applyOne(
                        Few(x), [.ints(shape.axes), .int(k), .int(0), .int(1)])
                ]
            }
            let first = try call.axis(call.int("axis1") ?? 0, of: x.shape)
            let second = try call.axis(call.int("axis2") ?? 1, of: x.shape)
            guard first != second else {
                throw call.error(.value, "axis1 and axis2 are the same axis of shape \(x.shape)")
            }
            return [try diagonal.applyOne(Few(x), [.int(k), .int(first), .int(second)])]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3]]), .init([[2]], ["k": -1]), .init([[2, 3]], ["k": 1]),
            .init([[2, 3, 4]], ["axis1": 2, "axis2": 0]), .init([[2, 3]], ["k": -2]),
        ]))

    private static let diagonalParameters = [
        Parameter("k", .int, "Which diagonal."), Parameter("axis1", .int, "The axis of the rows."),
        Parameter("axis2", .int, "The axis of the columns."),
    ]

    /// A diagonal of two axes as the last axis.
    static let diagonal: Operator = Operator(
        "_diagonal", doc: .init("A diagonal of two axes as the last axis, as a view."),
        parameters: diagonalParameters,
        body: .view { call throws(SwndError) in
            let layout = call.inputs[0].value.layout
            let (k, first, second) = call.diagonalPlace
            guard let diagonal = layout.diagonal(k, of: first, second) else {
                throw call.error(.value, "shape \(layout.shape) has no diagonal \(k)")
            }
            return diagonal
        },
        gradient: .rule { back throws(SwndError) in
            let attributes = [.ints(back.input(0).shape.axes)] + back.call.attributes
            return [try onDiagonal.applyOne(Few(back.cotangent), attributes)]
        })

    /// Zeros with other elements on a diagonal of two axes; the inverse of `diagonal`.
    static let onDiagonal: Operator = Operator(
        "_on_diagonal", doc: .init("Zeros with the elements of the last axis on a diagonal."),
        parameters: [.shape] + diagonalParameters,
        body: .kernel { call throws(SwndError) in
            let shape = try call.shape("shape")
            let (k, first, second) = call.diagonalPlace
            guard let place = Layout(contiguous: shape).diagonal(k, of: first, second),
                place.shape == call.inputs[0].shape
            else {
                throw call.error(.value, "\(call.inputs[0].shape) is no diagonal of \(shape)")
            }
            let assembly = Assembly(background: .zeros, places: [place])
            return .init(.assemble(assembly), shape: shape, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [
                try diagonal.applyOne(
                    Few(back.cotangent), Array(back.call.attributes.dropFirst()))
            ]
        })
}

extension Call {
    fileprivate var diagonalPlace: (k: Int, first: Int, second: Int) {
        (int("k") ?? 0, int("axis1") ?? 0, int("axis2") ?? 1)
    }
}
