import SwndGraph

extension Op {
    public static let zerosLike: Operator = .filled(
        "zeros_like", like: 0,
        doc: .init(
            "Zeros with the shape, dtype and context of the input.", "The gradient is zero.",
            example: ("nd.zeros_like(nd.array([1, 2]))", "[0. 0.]")))
}
