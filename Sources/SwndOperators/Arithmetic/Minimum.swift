import SwndCore
import SwndNumerics

/// NaN where either operand is.
enum Minimum: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.minimum(a, b) }
}

extension Op {
    /// The gradient goes to the first operand where both are equal, as in MXNet.
    public static let minimum: BinaryFamily = BinaryFamily(
        "minimum", broadcast: "broadcast_minimum", symbol: "min", Minimum.self, truth: .ofTruths,
        gradient: (
            left: { a, b, _, g throws(SwndError) in try g * (a <= b) },
            right: { a, b, _, g throws(SwndError) in try g * (a > b) }
        ))
}
