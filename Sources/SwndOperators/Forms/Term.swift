import SwndCore
import SwndGraph

/// What gradient rules and compositions calculate with: an array, or a number that need not become one.
///
/// Terms have the usual arithmetic; each operation applies the operator of that name, so it is recorded, lazy and
/// differentiable like any other. Two numbers are calculated at once.
public enum Term: Sendable {
    case array(Tensor)
    case number(Double)
}

extension Term: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
}

extension Term {
    static func + (a: Term, b: Term) throws(SwndError) -> Term { try Op.add(a, b) }
    static func - (a: Term, b: Term) throws(SwndError) -> Term { try Op.subtract(a, b) }
    static func * (a: Term, b: Term) throws(SwndError) -> Term { try Op.multiply(a, b) }
    static func / (a: Term, b: Term) throws(SwndError) -> Term { try Op.divide(a, b) }
    static prefix func - (a: Term) throws(SwndError) -> Term {
        switch a {
        case .array(let x): .array(try Op.negative(x))
        case .number(let x): .number(-x)
        }
    }
    static func == (a: Term, b: Term) throws(SwndError) -> Term { try Op.equal(a, b) }
    static func != (a: Term, b: Term) throws(SwndError) -> Term { try Op.notEqual(a, b) }
    static func < (a: Term, b: Term) throws(SwndError) -> Term { try Op.lesser(a, b) }
    static func <= (a: Term, b: Term) throws(SwndError) -> Term { try Op.lesserEqual(a, b) }
    static func > (a: Term, b: Term) throws(SwndError) -> Term { try Op.greater(a, b) }
    static func >= (a: Term, b: Term) throws(SwndError) -> Term { try Op.greaterEqual(a, b) }
}

extension Operator {
    /// Applies an operator of one input to a term.
    func callAsFunction(_ term: Term) throws(SwndError) -> Term {
        if case .number(let number) = term, let function = test.reference {
            return .number(function([number]))
        }
        guard case .array(let tensor) = term else {
            return .array(try self(try term.array(for: name)))
        }
        return .array(try self(tensor))
    }
}

extension Term {
    /// The array of a term; a number becomes an array of one element, which lies where another one does and has its dtype.
    func array(for name: String, like other: Tensor? = nil) throws(SwndError) -> Tensor {
        switch self {
        case .array(let tensor): return tensor
        case .number(let value):
            guard let other else { return try Op.full(with: ["shape": [1], "val": .real(value)]) }
            return try Op.number(value, like: other)
        }
    }

    /// The array of a term; nothing for a number.
    var tensor: Tensor? {
        if case .array(let tensor) = self { tensor } else { nil }
    }
}
