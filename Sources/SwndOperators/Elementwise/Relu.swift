import SwndCore
import SwndGraph
import SwndNumerics

enum Relu: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.maximum(x, V.constant(0)) }
}

extension Op {
    public static let relu: Operator = .unary(
        "relu", Relu.self,
        doc: .init(
            "Each element, or zero where it is negative.", "The gradient at zero is zero.",
            example: ("nd.relu(nd.array([2, -3]))", "[2. 0.]")),
        gradient: .unary { x, y, g throws(SwndError) in try g * (x > 0) })
}
