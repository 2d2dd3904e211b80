import SwndCore
import SwndNumerics

/// Integers wrap around at the ends of their range.
enum Multiply: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { a * b }
}

extension Op {
    public static let multiply: BinaryFamily = BinaryFamily(
        "multiply", broadcast: "broadcast_mul", elementwise: "elemwise_mul", symbol: "*",
        commutes: true, Multiply.self, truth: .ofTruths,
        gradient: (
            left: { _, b, _, g throws(SwndError) in try g * b },
            right: { a, _, _, g throws(SwndError) in try g * a }
        ))
}
