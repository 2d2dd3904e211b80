import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfGeneralizedNegativeBinomial = Density(
        name: "random_pdf_generalized_negative_binomial",
        text: (
            "The probabilities of negative binomial distributions by their means `mu` and dispersions `alpha`.",
            "Those of random_pdf_negative_binomial with k = 1 / alpha and p = 1 / (mu alpha + 1)."
        ),
        example: (
            "nd.random_pdf_generalized_negative_binomial(nd.array([2]), nd.array([1]), nd.array([1]))",
            "[0.125]"
        ),
        members: [
            .init("mu", "The means.", usual: 1), .init("alpha", "The dispersions.", usual: 1),
        ], isDiscrete: true, usual: 1,
        invalid: { given throws(SwndError) in try (given[0] < 0) + (given[1] <= 0) },
        outside: { x, _ throws(SwndError) in try x < 0 },
        logarithm: { x, given throws(SwndError) in
            let (mu, alpha) = (given[0], given[1])
            let k = try 1 / alpha
            let odds = try mu * alpha
            let choices = try gammaln(x + k) - gammaln(x + 1) - gammaln(k)
            let successes = try product(x, logarithmOf: odds / (odds + 1))
            return try choices - k * log1p(odds) + successes
        },
        test: TestDomain(
            [0.5...5, 0.5...4, 0.2...2], ulps: 64, gradientIsDerivative: false,
            cases: [
                .init([[2, 3], [2], [2]]), .init([[4], [4], [4]], ["is_log": true]),
            ])
    ).declared
}
