import SwndCore
import SwndNumerics

/// NaN where either operand is.
enum Maximum: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.maximum(a, b) }
}

extension Op {
    /// The gradient goes to the first operand where both are equal, as in MXNet.
    public static let maximum: BinaryFamily = BinaryFamily(
        "maximum", broadcast: "broadcast_maximum", symbol: "max", Maximum.self, truth: .ofTruths,
        gradient: (
            left: { a, b, _, g throws(SwndError) in try g * (a >= b) },
            right: { a, b, _, g throws(SwndError) in try g * (a < b) }
        ))
}
