import SwndGraph
import SwndNumerics

enum NegativeBinomialDistribution: Variate {
    @inline(__always)
    static func draw(_ words: ElementWords, _ parameter: (Int) -> LanesF64) -> LanesF64 {
        let (k, p) = (parameter(0), parameter(1))
        let zero = LanesF64.constant(0)
        let odds = LanesF64.divide(.constant(1) - p, p)
        // No failure is allowed, or none happens: then nothing is counted.
        let isNothing = LanesF64.Mask.or(k == zero, p == .constant(1))
        let gamma = odds * GammaVariate.standard(shape: k, words, for: .first)
        let mean = LanesF64.select(isNothing, zero, gamma)
        let value = PoissonVariate.standard(mean: mean, words, for: .second)
        let isValid = LanesF64.Mask.and(
            k >= zero, LanesF64.Mask.and(p > zero, p <= .constant(1)))
        return LanesF64.select(isValid, value, .constant(.nan))
    }
}

extension Op {
    static let negativeBinomialFamily = RandomFamily(
        "negative_binomial",
        RandomKernel("random_negative_binomial", NegativeBinomialDistribution.self),
        [
            .init(
                "k", .int, default: 1, "The number of failures that ends an experiment.",
                rule: "must not be negative"
            ) { $0 >= 0 },
            .init(
                "p", default: 1.0, "The probability of failure.",
                rule: "must be above 0 and at most 1"
            ) { $0 > 0 && $0 <= 1 },
        ],
        text: .init(
            distribution: "the negative binomial distribution: successes before the k-th failure",
            method:
                "Philox 4x32-10; a Poisson variate whose mean is a gamma variate of shape k and scale (1 - p) / p.",
            invalid:
                "`k` may have fractions. Where it is negative, or `p` is not in (0, 1], the result is NaN."
        ),
        mxnet: .negativeBinomial)
}
