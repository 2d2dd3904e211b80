import SwndNumerics

/// 1 where it holds and 0 elsewhere, in the dtype of the operands.
enum Lesser: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        V.select(a < b, V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let lesser: BinaryFamily = BinaryFamily(
        "lesser", broadcast: "broadcast_lesser", symbol: "<", Lesser.self, truth: .always,
        gradient: nil)
}
