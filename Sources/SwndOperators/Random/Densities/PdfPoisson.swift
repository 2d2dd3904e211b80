import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfPoisson = Density(
        name: "random_pdf_poisson",
        text: (
            "The probabilities of Poisson distributions with means `lam`.",
            "exp(-lam) lam^sample / gamma(sample + 1) from 0 on; 0 below."
        ),
        example: (
            "nd.random_pdf_poisson(nd.array([[0, 1, 2]]), nd.array([2]))",
            "[[0.13533528 0.27067056 0.27067056]]"
        ),
        members: [.init("lam", "The means.", usual: 1)], isDiscrete: true, usual: 1,
        invalid: { given throws(SwndError) in try given[0] < 0 },
        outside: { x, _ throws(SwndError) in try x < 0 },
        logarithm: { x, given throws(SwndError) in
            try product(x, logarithmOf: given[0]) - given[0] - gammaln(x + 1)
        },
        test: TestDomain(
            [0.5...5, 0.5...4], ulps: 64, gradientIsDerivative: false,
            cases: [.init([[2, 3], [2]]), .init([[4], [4]], ["is_log": true])])
    ).declared
}
