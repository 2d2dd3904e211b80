import Glibc
import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfNormal = Density(
        name: "random_pdf_normal",
        text: (
            "The density of normal distributions with means `mu` and standard deviations `sigma`.",
            "exp(-z^2 / 2) / (sigma sqrt(2 pi)) with z = (sample - mu) / sigma."
        ),
        example: (
            "nd.random_pdf_normal(nd.array([[0, 1]]), nd.array([0]), nd.array([2]))",
            "[[0.19947115 0.17603266]]"
        ),
        members: [
            .init("mu", "The means.", usual: 0),
            .init("sigma", "The standard deviations.", usual: 1),
        ], usual: 0, invalid: { given throws(SwndError) in try given[1] <= 0 },
        logarithm: { x, given throws(SwndError) in
            let z = try (x - given[0]) / given[1]
            return try -(z * z * 0.5) - log(given[1]) - .number(0.5 * Glibc.log(2 * Double.pi))
        },
        plain: { x, given throws(SwndError) in
            let z = try (x - given[0]) / given[1]
            return try exp(-(z * z * 0.5)) / (given[1] * .number((2 * Double.pi).squareRoot()))
        },
        test: TestDomain(
            [-1...1, -1...1, 0.5...2], ulps: 16,
            cases: [
                .init([[2, 3], [2], [2]]), .init([[4], [4], [4]], ["is_log": true]),
                .init([[2, 2, 3], [2, 2], [2, 2]]),
            ])
    ).declared
}
