import SwndCore

/// The value of one parameter on a node.
public enum Attribute: Sendable, Equatable {
    /// Not given (Python's `None`).
    case none
    case bool(Bool)
    case int(Int)
    case real(Double)
    /// A list of integers, such as a shape or axes; an element that is not given is ``Attribute/missing``.
    case ints([Int])
    case dtype(DType)
    case context(Context)
    /// The position of one of a parameter's named choices.
    case choice(Int)

    /// An element of ``ints`` that is not given.
    public static let missing = Int.min
}

extension Attribute: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .real(value) }
    public init(arrayLiteral elements: Int...) { self = .ints(elements) }
    public init(nilLiteral: ()) { self = .none }
}

/// The declaration of a parameter: its name, type, default and meaning.
public struct Parameter: Sendable {
    /// The types that a parameter can have.
    public enum Kind: Sendable, Equatable {
        case bool
        case int
        case real
        case ints
        case dtype
        case context
        /// One of these names.
        case choice([String])
    }

    public let name: String
    public let kind: Kind
    /// What it is when it is not given; nothing where it must be given.
    public let fallback: Attribute?
    /// Whether it can be ``Attribute/none``: as its default, or beside it.
    public let allowsNone: Bool
    /// Whether it is that of the array that the result goes into, where there is one and nothing else was given: a shape or a dtype.
    public let followsOut: Bool
    public let doc: String

    public init(
        _ name: String, _ kind: Kind, default fallback: Attribute? = nil, allowsNone: Bool = false,
        followsOut: Bool = false, _ doc: String
    ) {
        self.name = name
        self.kind = kind
        self.fallback = fallback
        self.allowsNone = allowsNone || fallback == Attribute.none
        self.followsOut = followsOut
        self.doc = doc
    }
}
