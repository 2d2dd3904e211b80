import SwndNumerics

/// 1 where exactly one operand is not zero and 0 elsewhere, in the dtype of the operands.
enum LogicalXor: BinaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ a: V, _ b: V) -> V {
        let (left, right) = (a != V.constant(0), b != V.constant(0))
        let isOne = V.select(right, V.constant(0), V.constant(1))
        return V.select(left, isOne, V.constant(1) - isOne)
    }
}

extension Op {
    public static let logicalXor: BinaryFamily = BinaryFamily(
        "logical_xor", broadcast: "broadcast_logical_xor", symbol: "xor", commutes: true,
        LogicalXor.self, truth: .always, gradient: nil)
}
