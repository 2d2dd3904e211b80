import SwndGraph

extension Op {
    public static let zeros: Operator = .filled(
        "zeros", with: 0,
        doc: .init(
            "A new array of zeros.", "Sizes may be zero, not negative.",
            example: ("nd.zeros((2,))", "[0. 0.]")))
}
