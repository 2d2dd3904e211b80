import SwndNumerics

/// The functions of `RealValue` of one operand, with the error that each may have.
enum RealFunction: String, CaseIterable, Sendable {
    case sqrt, reciprocal, exp, expm1, log, log1p, log2, log10, sin, cos, tan
    case asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh, sigmoid, erf
    case rsqrt, cbrt, rcbrt, erfinv, gamma, logGamma, digamma

    @inline(__always)
    func apply<V: RealValue>(_ x: V) -> V {
        switch self {
        case .sqrt: V.sqrt(x)
        case .reciprocal: V.reciprocal(x)
        case .exp: V.exp(x)
        case .expm1: V.expm1(x)
        case .log: V.log(x)
        case .log1p: V.log1p(x)
        case .log2: V.log2(x)
        case .log10: V.log10(x)
        case .sin: V.sin(x)
        case .cos: V.cos(x)
        case .tan: V.tan(x)
        case .asin: V.asin(x)
        case .acos: V.acos(x)
        case .atan: V.atan(x)
        case .sinh: V.sinh(x)
        case .cosh: V.cosh(x)
        case .tanh: V.tanh(x)
        case .asinh: V.asinh(x)
        case .acosh: V.acosh(x)
        case .atanh: V.atanh(x)
        case .sigmoid: V.sigmoid(x)
        case .erf: V.erf(x)
        case .rsqrt: V.rsqrt(x)
        case .cbrt: V.cbrt(x)
        case .rcbrt: V.rcbrt(x)
        case .erfinv: V.erfinv(x)
        case .gamma: V.gamma(x)
        case .logGamma: V.logGamma(x)
        case .digamma: V.digamma(x)
        }
    }

    /// Units in the last place of single precision, over all inputs.
    var budget: Double {
        switch self {
        case .sqrt, .reciprocal: 0.5
        case .rsqrt, .cbrt, .rcbrt, .gamma, .digamma: 0.51
        case .erfinv: 0.52
        case .logGamma: 0.6
        case .exp, .log, .log1p, .log2, .log10, .sin, .cos, .tanh, .asin, .acos: 1
        case .asinh, .acosh, .atanh: 1
        case .expm1, .tan, .atan, .erf: 1.3
        case .sinh, .cosh, .sigmoid: 1.7
        }
    }

    /// Units in the last place of double precision. That of `digamma` is beside its terms: `DigammaTests`.
    var budget64: Double {
        switch self {
        case .sqrt, .reciprocal, .rsqrt, .cbrt, .rcbrt: 0.501
        case .erfinv: 2.5
        case .gamma, .logGamma: 6
        default: budget
        }
    }
}
