import SwndGraph

extension Op {
    public static let onesLike: Operator = .filled(
        "ones_like", like: 1,
        doc: .init(
            "Ones with the shape, dtype and context of the input.", "The gradient is zero.",
            example: ("nd.ones_like(nd.array([1, 2]))", "[1. 1.]")))
}
