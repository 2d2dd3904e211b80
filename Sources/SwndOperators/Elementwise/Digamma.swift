import SwndCore
import SwndGraph
import SwndNumerics

enum Digamma: RealBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V) -> V { V.digamma(x) }
}

enum Polygamma: RealBinaryBody {
    @inline(__always)
    static func apply<V: RealValue>(_ x: V, _ order: V) -> V { V.polygamma(order, x) }
}

// What the derivatives of gamma and gammaln are made of; MXNet has no operators for them.
extension Op {
    static let digamma: Operator = .real(
        "_digamma", Digamma.self, doc: .init("The derivative of the logarithm of gamma."),
        gradient: .unary { x, y, g throws(SwndError) in try g * polygamma(x, 1) })

    static let polygamma: BinaryFamily = BinaryFamily(
        "polygamma", broadcast: "_polygamma", symbol: "polygamma", Polygamma.self,
        sample: [],
        gradient: (
            left: { x, order, _, g throws(SwndError) in try g * polygamma(x, order + 1) },
            right: { _, _, _, _ in 0 }
        ))
}
