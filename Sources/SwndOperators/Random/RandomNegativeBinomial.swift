import SwndGraph
import SwndNumerics

enum NegativeBinomialDistribution: Variate {
    @inline(__always)
    static func draw<W: ElementWords>(_ words: W, _ parameter: (Int) -> W.L) -> W.L {
        let (k, p) = (parameter(0), parameter(1))
        let zero = W.L.constant(0)
        let odds = W.L.divide(.constant(1) - p, p)
        // No failure is allowed, or none happens: then nothing is counted.
        let isNothing = W.L.Mask.or(k == zero, p == .constant(1))
        let gamma = odds * GammaVariate.standard(shape: k, words, for: .first)
        let mean = W.L.select(isNothing, zero, gamma)
        let value = PoissonVariate.standard(mean: mean, words, for: .second)
        let isValid = W.L.Mask.and(
            k >= zero, W.L.Mask.and(p > zero, p <= .constant(1)))
        return W.L.select(isValid, value, .constant(.nan))
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
