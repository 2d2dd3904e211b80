import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfExponential = Density(
        name: "random_pdf_exponential",
        text: (
            "The density of exponential distributions with rates `lam`.",
            "lam exp(-lam sample) from 0 on; 0 below."
        ),
        example: (
            "nd.random_pdf_exponential(nd.array([[0, 1]]), nd.array([2]))",
            "[[2.         0.27067056]]"
        ),
        members: [.init("lam", "The rates.", usual: 1)], usual: 1,
        invalid: { given throws(SwndError) in try given[0] <= 0 },
        outside: { x, _ throws(SwndError) in try x < 0 },
        logarithm: { x, given throws(SwndError) in try log(given[0]) - given[0] * x },
        plain: { x, given throws(SwndError) in try given[0] * exp(-(given[0] * x)) },
        test: TestDomain(
            [0.1...3, 0.5...2], ulps: 16,
            cases: [.init([[2, 3], [2]]), .init([[4], [4]], ["is_log": true])])
    ).declared
}
