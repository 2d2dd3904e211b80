import SwndCore
import SwndNumerics

/// Integers truncate toward zero, as in MXNet; an integer divided by zero is zero, as in NumPy.
enum Divide: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.divide(a, b) }
}

extension Op {
    public static let divide: BinaryFamily = BinaryFamily(
        "divide", broadcast: "broadcast_div", elementwise: "elemwise_div", symbol: "/", Divide.self,
        ranges: [-2...2, 0.5...2],
        gradient: (
            left: { _, b, _, g throws(SwndError) in try g / b },
            right: { _, b, y, g throws(SwndError) in try -(g * y / b) }
        ))
}
