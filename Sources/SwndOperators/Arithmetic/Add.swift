import SwndNumerics

/// Integers wrap around at the ends of their range.
enum Add: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V { a + b }
}

extension Op {
    public static let add: BinaryFamily = BinaryFamily(
        "add", broadcast: "broadcast_add", aliases: ["broadcast_plus"], elementwise: "elemwise_add",
        symbol: "+", commutes: true, Add.self,
        gradient: (left: { _, _, _, g in g }, right: { _, _, _, g in g }))
}
