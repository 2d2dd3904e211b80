import SwndCore
import SwndNumerics

/// Integers wrap around at the ends of their range.
enum Subtract: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { a - b }
}

extension Op {
    public static let subtract: BinaryFamily = BinaryFamily(
        "subtract", broadcast: "broadcast_sub", aliases: ["broadcast_minus"],
        elementwise: "elemwise_sub", symbol: "-", Subtract.self,
        gradient: (
            left: { _, _, _, g in g }, right: { _, _, _, g throws(SwndError) in try -g }
        ))
}
