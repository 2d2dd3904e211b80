import SwndGraph
import SwndNumerics

enum GeneralizedNegativeBinomialDistribution: Variate {
    @inline(__always)
    static func draw<W: ElementWords>(_ words: W, _ parameter: (Int) -> W.L) -> W.L {
        let (mu, alpha) = (parameter(0), parameter(1))
        let zero = W.L.constant(0)
        // Without dispersion it is the Poisson distribution.
        let isPlain = W.L.Mask.or(alpha < .constant(1e-300), mu == zero)
        let shape = W.L.select(isPlain, .constant(1), W.L.reciprocal(alpha))
        let gamma = mu * alpha * GammaVariate.standard(shape: shape, words, for: .first)
        let mean = W.L.select(isPlain, mu, gamma)
        let value = PoissonVariate.standard(mean: mean, words, for: .second)
        let isValid = W.L.Mask.and(mu >= zero, alpha >= zero)
        return W.L.select(isValid, value, .constant(.nan))
    }
}

extension Op {
    static let generalizedNegativeBinomialFamily = RandomFamily(
        "generalized_negative_binomial",
        RandomKernel(
            "random_generalized_negative_binomial", GeneralizedNegativeBinomialDistribution.self),
        [
            .notNegative("mu", default: 1, "The mean."),
            .notNegative(
                "alpha", default: 1, "The dispersion: the variance is mu + alpha times mu squared."),
        ],
        text: .init(
            distribution: "the negative binomial distribution by its mean and dispersion",
            method:
                "Philox 4x32-10; a Poisson variate whose mean is a gamma variate of shape 1 / alpha and scale mu times alpha.",
            invalid: "Where a parameter is negative, the result is NaN."),
        mxnet: .generalizedNegativeBinomial)
}
