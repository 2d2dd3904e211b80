import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfGamma = Density(
        name: "random_pdf_gamma",
        text: (
            "The density of gamma distributions with shapes `alpha` and rates `beta`.",
            "beta^alpha sample^(alpha - 1) exp(-beta sample) / gamma(alpha) from 0 on; 0 below. As in MXNet, `beta` is a rate here"
                + " and a scale where numbers are drawn."
        ),
        example: (
            "nd.random_pdf_gamma(nd.array([[1, 2]]), nd.array([5]), nd.array([1]))",
            "[[0.01532831 0.09022352]]"
        ),
        members: [
            .init("alpha", "The shapes.", usual: 1), .init("beta", "The rates.", usual: 1),
        ], usual: 1,
        invalid: { given throws(SwndError) in try (given[0] <= 0) + (given[1] <= 0) },
        outside: { x, _ throws(SwndError) in try x < 0 },
        logarithm: { x, given throws(SwndError) in
            let (alpha, beta) = (given[0], given[1])
            let power = try product(alpha - 1, logarithmOf: x)
            return try alpha * log(beta) + power - beta * x - gammaln(alpha)
        },
        test: TestDomain(
            [0.2...3, 1.5...4, 0.5...2], ulps: 64,
            cases: [
                .init([[2, 3], [2], [2]]), .init([[4], [4], [4]], ["is_log": true]),
            ])
    ).declared
}
