import SwndCore
import SwndNumerics

/// `a` to the power of `b`. Integers by repeated squaring, wrapping around.
enum Power: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.power(a, b) }
}

extension Op {
    public static let power: BinaryFamily = BinaryFamily(
        "power", broadcast: "broadcast_power", symbol: "**", Power.self,
        ranges: [0.5...2, -2...2], ulps: 1,
        gradient: (
            left: { a, b, _, g throws(SwndError) in try g * (b * Op.power(a, b - 1)) },
            right: { a, _, y, g throws(SwndError) in try g * (y * Op.log(a)) }
        ))
}
