/// A number of which only the text is known: the reading of bodies that kernels for other devices are made of.
public protocol TextValue: ArithmeticValue, Sendable where Mask == TextMask {
    /// The type that is computed in.
    static var computeType: ComputeType { get }
    /// What it is made of.
    var expression: Expression { get }
    /// The number that an expression computes.
    init(_ expression: Expression)
}

/// The result of a comparison: 1 or 0.
public struct TextMask: LaneMask, Sendable {
    let expression: Expression

    init(_ expression: Expression) { self.expression = expression }

    public static func and(_ a: TextMask, _ b: TextMask) -> TextMask {
        TextMask(Expression(.truth, .function, "$0 & $1", [a.expression, b.expression]))
    }
    public static func or(_ a: TextMask, _ b: TextMask) -> TextMask {
        TextMask(Expression(.truth, .function, "$0 | $1", [a.expression, b.expression]))
    }
    public static func not(_ a: TextMask) -> TextMask {
        TextMask(Expression(.truth, .function, "!$0", [a.expression]))
    }

    /// True: it is not known while the text is made.
    public var any: Bool { true }
}

extension TextValue {
    /// A function of other numbers.
    static func function(_ text: String, _ operands: any TextValue...) -> Self {
        Self(
            Expression(.number(computeType), .function, text, operands.map(\.expression)))
    }

    static func comparison(_ text: String, _ a: Self, _ b: Self) -> TextMask {
        TextMask(Expression(.truth, .function, text, [a.expression, b.expression]))
    }

    static func atom(_ text: String) -> Self {
        Self(Expression(.number(computeType), .atom, text))
    }

    /// What has no text.
    static var missing: Self { Self(Expression(.number(computeType), .missing, "")) }

    public static func < (a: Self, b: Self) -> TextMask { comparison("$0 < $1", a, b) }
    public static func <= (a: Self, b: Self) -> TextMask { comparison("$0 <= $1", a, b) }
    public static func > (a: Self, b: Self) -> TextMask { comparison("$0 > $1", a, b) }
    public static func >= (a: Self, b: Self) -> TextMask { comparison("$0 >= $1", a, b) }
    public static func == (a: Self, b: Self) -> TextMask { comparison("$0 == $1", a, b) }
    public static func != (a: Self, b: Self) -> TextMask { comparison("$0 != $1", a, b) }

    public static func select(_ mask: TextMask, _ a: Self, _ b: Self) -> Self {
        Self(
            Expression(
                .number(computeType), .function, "$0 ? $1 : $2",
                [mask.expression, a.expression, b.expression]))
    }

    public static func sign(_ a: Self) -> Self {
        let zero = constant(0)
        let signed = select(zero < a, constant(1), select(a < zero, constant(-1), zero))
        return select(a != a, a, signed)
    }
}
