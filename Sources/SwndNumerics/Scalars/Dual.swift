/// A number and its derivative: the exact derivative of a body, read off by running it.
///
/// Where a function has no derivative, the convention is that of the gradients that training code expects:
/// - `floor`, `ceil`, `round`, `roundAway`, `trunc`, `sign`: 0 everywhere;
/// - `abs` at 0: 0;
/// - `maximum` and `minimum` of equal operands: the derivative of the first operand;
/// - `modulo`: 1 in the dividend, -floor(a / b) in the divisor.
/// Comparisons look at the values alone.
@frozen
public struct Dual: Sendable {
    /// The value.
    public var value: Double
    /// The derivative of the value with respect to the chosen variable.
    public var derivative: Double

    /// A number with a derivative; the derivative of a constant is 0.
    @inlinable @inline(__always)
    public init(_ value: Double, _ derivative: Double = 0) {
        self.value = value
        self.derivative = derivative
    }

    /// The variable that is differentiated by.
    @inlinable @inline(__always)
    public static func variable(_ value: Double) -> Dual { Dual(value, 1) }

    /// Chain rule: a function's value, and its slope times the inner derivative.
    ///
    /// A constant stays a constant, even where the slope is infinite or not a number.
    @inlinable @inline(__always)
    func chain(_ value: Double, slope: @autoclosure () -> Double) -> Dual {
        Dual(value, derivative == 0 ? 0 : slope() * derivative)
    }
}
