/// Numbers as OpenCL C has them.
public enum ExpressionText {
    /// A single-precision number.
    public static func literal(_ value: Float) -> String {
        if value.isNaN { return "NAN" }
        if value.isInfinite { return value < 0 ? "(-INFINITY)" : "INFINITY" }
        return signed("\(value)f", value.sign == .minus)
    }

    /// A double-precision number.
    public static func literal(_ value: Double) -> String {
        if value.isNaN { return "((double)NAN)" }
        if value.isInfinite { return value < 0 ? "(-(double)INFINITY)" : "((double)INFINITY)" }
        return signed("\(value)", value.sign == .minus)
    }

    /// A 32-bit integer; the least one has no literal of its own.
    public static func literal(_ value: Int32) -> String {
        value == .min ? "(-2147483647 - 1)" : signed("\(value)", value < 0)
    }

    /// A 64-bit integer.
    public static func literal(_ value: Int64) -> String {
        value == .min ? "(-9223372036854775807L - 1L)" : signed("\(value)L", value < 0)
    }

    private static func signed(_ text: String, _ isNegative: Bool) -> String {
        isNegative ? "(\(text))" : text
    }
}
