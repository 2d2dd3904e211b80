import SwndNumerics

/// 1 where an operand is not zero and 0 elsewhere, in the dtype of the operands.
enum LogicalOr: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        let (left, right) = (a != V.constant(0), b != V.constant(0))
        return V.select(V.Mask.or(left, right), V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let logicalOr: BinaryFamily = BinaryFamily(
        "logical_or", broadcast: "broadcast_logical_or", symbol: "or", commutes: true,
        LogicalOr.self, truth: .always, gradient: nil)
}
