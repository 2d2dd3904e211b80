import SwndNumerics

/// 1 where neither operand is zero and 0 elsewhere, in the dtype of the operands.
enum LogicalAnd: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        let (left, right) = (a != V.constant(0), b != V.constant(0))
        return V.select(V.Mask.and(left, right), V.constant(1), V.constant(0))
    }
}

extension Op {
    public static let logicalAnd: BinaryFamily = BinaryFamily(
        "logical_and", broadcast: "broadcast_logical_and", symbol: "and", commutes: true,
        LogicalAnd.self, truth: .always, gradient: nil)
}
