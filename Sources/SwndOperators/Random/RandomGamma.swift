import SwndGraph
import SwndNumerics

enum GammaDistribution: Variate {
    @inline(__always)
    static func draw<W: ElementWords>(_ words: W, _ parameter: (Int) -> W.L) -> W.L {
        let (shape, scale) = (parameter(0), parameter(1))
        let value = scale * GammaVariate.standard(shape: shape, words, for: .first)
        return W.L.select(scale > .constant(0), value, .constant(.nan))
    }
}

extension Op {
    static let gammaFamily = RandomFamily(
        "gamma", RandomKernel("random_gamma", GammaDistribution.self),
        [
            .positive("alpha", default: 1, "The shape of the distribution."),
            .positive("beta", default: 1, "Its scale: the mean is alpha times beta."),
        ],
        text: .init(
            distribution: "the gamma distribution",
            method: "Philox 4x32-10 and the method of G. Marsaglia and W. W. Tsang (2000).",
            invalid: "Where `alpha` or `beta` is not positive, the result is NaN."),
        mxnet: .gamma)
}
