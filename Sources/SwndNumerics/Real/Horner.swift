/// Horner's rule, one fused multiplication and addition a step:
/// `Horner(x, c3).plus(c2).plus(c1).plus(c0).value` is ((c3 x + c2) x + c1) x + c0.
@frozen
@usableFromInline
struct Horner<L: RealLanes> {
    @usableFromInline let x: L
    /// The sum so far.
    @usableFromInline let value: L

    /// Starts with the coefficient of the highest power.
    @inlinable @inline(__always)
    init(_ x: L, _ highest: Double) { self.init(x: x, value: .constant(highest)) }

    @inlinable @inline(__always)
    init(x: L, value: L) {
        self.x = x
        self.value = value
    }

    /// The next coefficient, of one power less.
    @inlinable @inline(__always)
    func plus(_ coefficient: Double) -> Horner {
        Horner(x: x, value: .fma(value, x, .constant(coefficient)))
    }
}
