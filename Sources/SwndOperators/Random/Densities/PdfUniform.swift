import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfUniform = Density(
        name: "random_pdf_uniform",
        text: (
            "The density of uniform distributions over [low, high].",
            "1 / (high - low) between the ends, which both count; 0 elsewhere."
        ),
        example: (
            "nd.random_pdf_uniform(nd.array([[1, 2, 30]]), nd.array([0]), nd.array([10]))",
            "[[0.1 0.1 0. ]]"
        ),
        members: [
            .init("low", "The lower ends.", usual: 0), .init("high", "The upper ends.", usual: 1),
        ], usual: 0.5,
        invalid: { given throws(SwndError) in try given[1] <= given[0] },
        outside: { x, given throws(SwndError) in try (x < given[0]) + (x > given[1]) },
        logarithm: { x, given throws(SwndError) in try x * 0 - log(given[1] - given[0]) },
        plain: { x, given throws(SwndError) in try (x * 0 + 1) / (given[1] - given[0]) },
        test: TestDomain(
            [0.2...0.8, -1...0, 1...2], ulps: 16,
            cases: [
                .init([[2, 3], [2], [2]]), .init([[4], [4], [4]], ["is_log": true]),
                .init([[2, 2, 3], [2, 2], [2, 2]], ["is_log": true]),
            ])
    ).declared
}
