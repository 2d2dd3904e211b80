import SwndNumerics

/// 1 where it holds and 0 elsewhere, in the dtype of the operands.
enum LesserEqual: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        V.select(a <= b, V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let lesserEqual: BinaryFamily = BinaryFamily(
        "lesser_equal", broadcast: "broadcast_lesser_equal", symbol: "<=", LesserEqual.self,
        truth: .always, gradient: nil)
}
