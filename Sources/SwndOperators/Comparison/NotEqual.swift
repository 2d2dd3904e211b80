import SwndNumerics

/// 1 where it holds and 0 elsewhere, in the dtype of the operands.
enum NotEqual: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        V.select(a != b, V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let notEqual: BinaryFamily = BinaryFamily(
        "not_equal", broadcast: "broadcast_not_equal", symbol: "!=", commutes: true, NotEqual.self,
        truth: .always, gradient: nil)
}
