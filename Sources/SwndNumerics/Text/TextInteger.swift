/// Integers as text. Sums and products go by way of unsigned integers, whose overflow is defined.
public protocol TextInteger: TextValue, IntegerLanes {
    /// The unsigned type of the same width.
    static var unsigned: String { get }
}

extension TextInteger {
    private static func wrapping(_ symbol: Character, _ a: Self, _ b: Self) -> Self {
        let type = Expression.Kind.number(computeType).name
        return function("(\(type))((\(unsigned))$0 \(symbol) (\(unsigned))$1)", a, b)
    }

    public static func + (a: Self, b: Self) -> Self { wrapping("+", a, b) }
    public static func - (a: Self, b: Self) -> Self { wrapping("-", a, b) }
    public static func * (a: Self, b: Self) -> Self { wrapping("*", a, b) }
    public static prefix func - (a: Self) -> Self { wrapping("-", constant(0), a) }

    /// The one quotient that would not fit is a negation.
    public static func divide(_ a: Self, _ b: Self) -> Self {
        let (zero, negating) = (b == constant(0), b == constant(-1))
        let safe = select(TextMask.or(zero, negating), constant(1), b)
        return select(zero, constant(0), select(negating, -a, function("$0 / $1", a, safe)))
    }

    public static func maximum(_ a: Self, _ b: Self) -> Self { function("max($0, $1)", a, b) }
    public static func minimum(_ a: Self, _ b: Self) -> Self { function("min($0, $1)", a, b) }
    public static func abs(_ a: Self) -> Self { maximum(a, -a) }

    public static func floor(_ a: Self) -> Self { a }
    public static func ceil(_ a: Self) -> Self { a }
    public static func round(_ a: Self) -> Self { a }
    public static func roundAway(_ a: Self) -> Self { a }
    public static func trunc(_ a: Self) -> Self { a }

    public static func & (a: Self, b: Self) -> Self { function("$0 & $1", a, b) }
    public static func | (a: Self, b: Self) -> Self { function("$0 | $1", a, b) }
    public static func ^ (a: Self, b: Self) -> Self { function("$0 ^ $1", a, b) }
    public static func << (a: Self, count: Int) -> Self {
        let type = Expression.Kind.number(computeType).name
        return function("(\(type))((\(unsigned))$0 << \(count))", a)
    }
    public static func >> (a: Self, count: Int) -> Self { function("$0 >> \(count)", a) }
}

/// A 32-bit integer as text.
public struct TextI32: TextInteger {
    public typealias Mask = TextMask
    public static var computeType: ComputeType { .int32 }
    public static var unsigned: String { "uint" }
    public static var bitCount: Int { 32 }
    public let expression: Expression
    public init(_ expression: Expression) { self.expression = expression }
    public static func constant(_ value: Double) -> TextI32 {
        atom(ExpressionText.literal(saturatingInt32(value)))
    }
}

/// A 64-bit integer as text.
public struct TextI64: TextInteger {
    public typealias Mask = TextMask
    public static var computeType: ComputeType { .int64 }
    public static var unsigned: String { "ulong" }
    public static var bitCount: Int { 64 }
    public let expression: Expression
    public init(_ expression: Expression) { self.expression = expression }
    public static func constant(_ value: Double) -> TextI64 {
        atom(ExpressionText.literal(saturatingInt64(value)))
    }
}
