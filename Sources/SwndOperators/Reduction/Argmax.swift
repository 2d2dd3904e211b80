import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let argmax: Operator = .indexReduction(
        "argmax", IndexReductionKernel("argmax", Largest.self),
        doc: .init(
            "The index of the largest element along an axis, the first of equals.",
            "A NaN counts as the largest. Indices have the dtype of the input, as in MXNet. Without an axis the input is taken as"
                + " flat. The gradient is zero.",
            example: ("nd.argmax(nd.array([[1, 5, 2], [9, 3, 4]]), axis=1)", "[1. 0.]")))
}
