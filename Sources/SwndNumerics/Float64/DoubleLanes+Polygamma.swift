// The derivative of digamma of order n is n! times the sum of (a + k)^(-n - 1) over all k from 0 on, with the sign of
// (-1)^(n + 1) (M. Abramowitz and I. Stegun, 6.4.10). For negative numbers the terms below zero are a difference of two such sums.
extension DoubleLanes {
    /// Orders from here on have no value.
    @usableFromInline static var polygammaOrders: Int { 1000 }

    @inlinable @inline(never)
    public static func polygamma(_ order: Self, _ a: Self) -> Self {
        let zero = constant(0)
        let isOdd = floor(order * constant(0.5)) * constant(2) != order
        let isValid = Mask.and(
            order >= constant(1),
            .and(order < constant(Double(polygammaOrders)), floor(order) == order))
        let isNegative = a < zero
        // How far the nearest terms are from zero, on its either side.
        let (above, below) = (a - floor(a), ceil(a) - a)
        let sum = zetaSum(order, select(isNegative, above, a), where: isValid)
        let isMirrored = Mask.and(isValid, isNegative)
        let whole = replacing(sum, where: isMirrored) {
            let nearest = zetaSum(order, below, where: isMirrored)
            let beyond = zetaSum(order, constant(1) - a, where: isMirrored)
            // Halfway between two poles the sums of even orders cancel, and the rest is all there is.
            return select(isOdd, sum + (nearest - beyond), (sum - nearest) + beyond)
        }
        let size = gamma(order + constant(1)) * whole
        // Odd orders have the same sign on both sides of a pole; at zero even ones have that of the side.
        let pole = select(
            isOdd, infinity, select(a == zero, copySign(infinity, from: -a), constant(.nan)))
        let finite = select(
            .and(.not(a > zero), floor(a) == a), pole, select(isOdd, size, -size))
        let far = select(
            isOdd, select(a > zero, zero, constant(.nan)),
            select(a > zero, -zero, constant(.nan)))
        return select(isValid, select(abs(a) == infinity, far, finite), constant(.nan))
    }

    /// The sum of (a + k)^(-order - 1) over all k from 0 on, for positive numbers: the first terms, and what the formula of Euler
    /// and Maclaurin gives for the others.
    @inlinable @inline(__always)
    static func zetaSum(_ order: Self, _ a: Self, where isWanted: Mask) -> Self {
        let power = -order - constant(1)
        let far = order + constant(20)
        let near = repeating(
            LoopNumbers(constant(0), a, a), while: .and(isWanted, a < far),
            turns: 0..<polygammaOrders + 20
        ) { _, now, isOpen in
            var next = now
            next.result = select(isOpen, now.result + .power(now.first, power), now.result)
            next.first = select(isOpen, now.first + constant(1), now.first)
            return (next, .and(isOpen, next.first < far))
        }
        let y = near.first
        let z = divide(constant(1), y * y)
        let factor = constant(0.5) * (order + constant(1))
        // B(2j) (order + 1) ... (order + 2j - 1) / (2j)! z^j for j from 1 to 10.
        let numbers: InlineArray<10, Double> = [
            1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6,
            -3617.0 / 510,
            43867.0 / 798, -174611.0 / 330,
        ]
        var (series, rising) = (constant(0), factor * z)
        for index in numbers.indices {
            if index > 0 {
                let k = Double(2 * index + 2)
                let steps = (order + constant(k - 2)) * (order + constant(k - 1))
                rising = rising * steps * constant(1 / ((k - 1) * k)) * z
            }
            series = series + constant(numbers[index]) * rising
        }
        let tail = divide(y, order) + constant(0.5) + series * y
        return fma(.power(y, power), tail, near.result)
    }
}
