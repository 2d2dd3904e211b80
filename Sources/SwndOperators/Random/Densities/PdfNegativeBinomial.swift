import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfNegativeBinomial = Density(
        name: "random_pdf_negative_binomial",
        text: (
            "The probabilities of negative binomial distributions: `sample` successes before the `k`-th failure.",
            "gamma(sample + k) / (gamma(sample + 1) gamma(k)) p^k (1 - p)^sample from 0 on; 0 below. `k` may have fractions."
        ),
        example: (
            "nd.random_pdf_negative_binomial(nd.array([[1, 2]]), nd.array([1]), nd.array([0.5]))",
            "[[0.25  0.125]]"
        ),
        members: [
            .init("k", "The numbers of failures.", usual: 1),
            .init("p", "The probabilities of failure.", usual: 0.5),
        ], isDiscrete: true, usual: 1,
        invalid: { given throws(SwndError) in
            try (given[0] <= 0) + (given[1] <= 0) + (given[1] > 1)
        },
        outside: { x, _ throws(SwndError) in try x < 0 },
        logarithm: { x, given throws(SwndError) in
            let (k, p) = (given[0], given[1])
            let choices = try gammaln(x + k) - gammaln(x + 1) - gammaln(k)
            return try choices + k * log(p) + product(x, logarithmOf: 1 - p)
        },
        test: TestDomain(
            [0.5...5, 0.5...4, 0.2...0.8], ulps: 64, gradientIsDerivative: false,
            cases: [
                .init([[2, 3], [2], [2]]), .init([[4], [4], [4]], ["is_log": true]),
            ])
    ).declared
}
