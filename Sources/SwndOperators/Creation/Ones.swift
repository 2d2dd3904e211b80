import SwndGraph

extension Op {
    public static let ones: Operator = .filled(
        "ones", with: 1,
        doc: .init(
            "A new array of ones.", "Sizes may be zero, not negative.",
            example: ("nd.ones((2,))", "[1. 1.]")))
}
