import SwndCore
import SwndGraph
import SwndNumerics

enum Floor: UnaryBody {
    @inline(__always)
    static func apply<V: ArithmeticValue>(_ x: V) -> V { V.floor(x) }
}

extension Op {
    public static let floor: Operator = .unary(
        "floor", Floor.self,
        doc: .init(
            "The largest integer not above each element.", "The gradient is zero.",
            example: ("nd.floor(nd.array([1.5, -1.5]))", "[ 1. -2.]")),
        gradient: .zero)
}
