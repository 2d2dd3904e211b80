import SwndCore
import SwndGraph

// Estimators that pass gradients through a step function as if it were the identity (Y. Bengio, N. Leonard and A. Courville, Estimating
// or propagating gradients through stochastic neurons for conditional computation, 2013).
extension Op {
    public static let roundSTE: Operator = Operator(
        "round_ste", space: "contrib",
        doc: .init(
            "The nearest integer; the gradient passes as if the elements stayed as they are.",
            "Halves go away from zero, as with `round`.",
            example: ("nd.contrib.round_ste(nd.array([1.4, 2.5]))", "[1. 3.]")),
        body: .composition { call throws(SwndError) in [try round(call.inputs[0])] },
        gradient: .unary { _, _, g in g }, test: TestDomain(gradientIsDerivative: false))

    public static let signSTE: Operator = Operator(
        "sign_ste", space: "contrib",
        doc: .init(
            "-1, 0 or 1 by the sign; the gradient passes as if the elements stayed as they are.",
            example: ("nd.contrib.sign_ste(nd.array([2, 0, -3]))", "[ 1.  0. -1.]")),
        body: .composition { call throws(SwndError) in [try sign(call.inputs[0])] },
        gradient: .unary { _, _, g in g }, test: TestDomain(gradientIsDerivative: false))
}
