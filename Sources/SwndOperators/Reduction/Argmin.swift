import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let argmin: Operator = .indexReduction(
        "argmin", IndexReductionKernel("argmin", Smallest.self),
        doc: .init(
            "The index of the smallest element along an axis, the first of equals.",
            "A NaN counts as the smallest. Indices have the dtype of the input, as in MXNet. Without an axis the input is taken as"
                + " flat. The gradient is zero.",
            example: ("nd.argmin(nd.array([[1, 5, 2], [9, 3, 4]]), axis=1)", "[0. 1.]")))
}
