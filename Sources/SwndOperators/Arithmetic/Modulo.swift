import SwndCore
import SwndNumerics

/// The remainder with the sign of the divisor, as Python's `%`; zero where the divisor is zero, as in MXNet.
enum Modulo: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        V.select(b == V.constant(0), V.constant(0), V.modulo(a, b))
    }
}

extension Op {
    public static let modulo: BinaryFamily = BinaryFamily(
        "modulo", broadcast: "broadcast_mod", symbol: "%", Modulo.self,
        ranges: [-2...2, 0.5...2],
        gradient: (
            left: { _, _, _, g in g },
            right: { a, b, _, g throws(SwndError) in try -(g * Op.floor(a / b)) }
        ))
}
