import SwndGraph
import SwndNumerics

enum PoissonDistribution: Variate {
    @inline(__always)
    static func draw<W: ElementWords>(_ words: W, _ parameter: (Int) -> W.L) -> W.L {
        PoissonVariate.standard(mean: parameter(0), words, for: .first)
    }
}

extension Op {
    static let poissonFamily = RandomFamily(
        "poisson", RandomKernel("random_poisson", PoissonDistribution.self),
        [.notNegative("lam", default: 1, "The mean.")],
        text: .init(
            distribution: "the Poisson distribution",
            method:
                "Philox 4x32-10; by inversion below a mean of 10, else by the method of W. Hörmann (1993).",
            invalid: "Where `lam` is negative, the result is NaN."),
        mxnet: .poisson)
}
