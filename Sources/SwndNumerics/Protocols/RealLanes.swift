/// Floating-point numbers of a known format, vectors or text: what the algorithms in `Real` need of them.
///
/// An algorithm is written once, for single and double precision. What differs, the format, the split
/// constants and the polynomials, are the requirements here; `Fits/fit.py` derives the numbers.
public protocol RealLanes: RealValue where Mask: LaneMask {
    /// The integers of the same width.
    associatedtype Bits: IntegerLanes where Bits.Mask == Mask

    // MARK: Format

    /// Bits of the fraction: 23 or 52.
    static var fractionBits: Int { get }
    /// Bits of the exponent: 8 or 11.
    static var exponentBits: Int { get }
    /// The smallest normal number.
    static var smallestNormal: Double { get }
    /// The lanes as they lie in memory.
    var bits: Bits { get }
    /// Numbers from their representation.
    init(bits: Bits)
    /// `a` if it is greater, else `b`: gives `b` where either is NaN. One instruction.
    static func greater(_ a: Self, _ b: Self) -> Self
    /// `a` if it is less, else `b`: gives `b` where either is NaN. One instruction.
    static func lesser(_ a: Self, _ b: Self) -> Self
    /// a * 2^n for whole n, rounded once; `first * second` is 2^n and `a * first` is exact. One instruction where there is one.
    static func scale(_ a: Self, by n: Self, _ first: Self, _ second: Self) -> Self
    /// The magnitude of `a` with the sign of `s`.
    static func copySign(_ a: Self, from s: Self) -> Self
    /// `usual`, and `rare` where the mask is true. What is rare takes long: it is not computed where no lane needs it.
    static func replacing(_ usual: Self, where mask: Mask, _ rare: () -> Self) -> Self
    /// Applies a scalar function to each lane: the way out where a vector algorithm does not reach.
    static func perLane(_ a: Self, _ body: (Double) -> Double) -> Self
    /// Applies a scalar function to each pair of lanes.
    static func perLane(_ a: Self, _ b: Self, _ body: (Double, Double) -> Double) -> Self

    // MARK: Constants

    /// log 2 in two parts; the first times a whole exponent is exact.
    static var log2Parts: (Double, Double) { get }
    /// log10 2 in two parts; the first times a whole exponent is exact.
    static var log10Of2Parts: (Double, Double) { get }
    /// 1 / log 2 in two parts.
    static var log2OfE: (Double, Double) { get }
    /// 1 / log 10 in two parts.
    static var log10OfE: (Double, Double) { get }
    /// pi / 2 in three parts.
    static var halfPi: (Double, Double, Double) { get }
    /// exp is 0 from here down and infinite from there up, with a margin of less than 2.
    static var exponentialRange: (Double, Double) { get }
    /// Angles beyond this, or closer to a multiple n of pi / 2 than n times the second number, need more
    /// than three parts of pi / 2.
    static var angleLimits: (Double, Double) { get }
    /// From here up tanh is 1.
    static var tanhSaturation: Double { get }
    /// Up to here `tanhTail` holds.
    static var tanhPolynomialLimit: Double { get }

    // MARK: Polynomials

    /// P in e^r = 1 + r + r^2 P, |r| <= 0.35.
    static func expTail(_ r: Self) -> Self
    /// log(1 + f) - f, f from -1/3 to 1/3.
    static func logTail(_ f: Self) -> Self
    /// P in sin r = r + r^3 P, z = r^2, |r| <= 0.79.
    static func sinTail(_ z: Self) -> Self
    /// P in cos r = 1 - r^2 / 2 + r^4 P, z = r^2, |r| <= 0.79.
    static func cosTail(_ z: Self) -> Self
    /// P in asin x = x + x^3 P, z = x^2, |x| <= 0.5.
    static func asinTail(_ z: Self) -> Self
    /// P in atan x = x + x^3 P, z = x^2, |x| <= 1.
    static func atanTail(_ z: Self) -> Self
    /// P in sinh x = x + x^3 P, z = x^2, |x| <= 1.
    static func sinhTail(_ z: Self) -> Self
    /// P in tanh x = x + x^3 P, z = x^2, |x| <= `tanhPolynomialLimit`.
    static func tanhTail(_ z: Self) -> Self

    // MARK: Beyond the limits

    /// Sine of any angle.
    static func distantSin(_ a: Self) -> Self
    /// Cosine of any angle.
    static func distantCos(_ a: Self) -> Self
    /// Tangent of any angle.
    static func distantTan(_ a: Self) -> Self
    /// Remainder with the sign of the divisor, whatever the quotient.
    static func distantModulo(_ a: Self, _ b: Self) -> Self
}

extension RealLanes {
    // A lane's result must not depend on the other lanes of its vector: the slow way is taken for all where one needs it, but
    // only the lanes that need it take its result.
    @inlinable @inline(__always)
    public static func replacing(_ usual: Self, where mask: Mask, _ rare: () -> Self) -> Self {
        mask.any ? select(mask, rare(), usual) : usual
    }
}

/// Single precision, with double precision at hand.
public protocol SingleLanes: RealLanes {
    /// The same numbers in double precision.
    associatedtype Wide: DoubleLanes

    /// Computes in double precision, and rounds once.
    ///
    /// - Parameter other: what is computed where there is no double precision.
    static func inDouble(
        _ a: Self, _ b: Self, other: SingleFunction?, _ body: (Wide, Wide) -> Wide
    ) -> Self
}

extension SingleLanes {
    @inlinable @inline(__always)
    static func inDouble(_ a: Self, _ b: Self, _ body: (Wide, Wide) -> Wide) -> Self {
        inDouble(a, b, other: nil, body)
    }
}

/// Functions that devices have in single precision, less exactly.
public enum SingleFunction: Sendable {
    case sin, cos, tan, power, hypot, gamma, logGamma
}

/// Double precision, with loops.
public protocol DoubleLanes: RealLanes {
    /// The number of a turn of a loop.
    associatedtype Turn

    /// A turn that is known before.
    static func turn(_ number: Int) -> Turn
    /// The number of a turn in all lanes.
    static func number(of turn: Turn) -> Self

    /// A loop that all lanes go through together, as long as one of them is open.
    ///
    /// - Parameters:
    ///   - start: what the lanes begin with.
    ///   - isOpen: which lanes take part at all.
    ///   - turns: the numbers of the turns. Who is still open after the last one keeps what it has.
    ///   - body: one turn: gives what the lanes go on with, and which of them are open then. It is told which are open before, and must
    ///     leave the result of the others as it is.
    static func repeating(
        _ start: LoopNumbers<Self>, while isOpen: Mask, turns: Range<Int>,
        _ body: (_ turn: Turn, _ now: LoopNumbers<Self>, _ isOpen: Mask)
            -> (next: LoopNumbers<Self>, isOpen: Mask)
    ) -> LoopNumbers<Self>
}

/// The numbers that a loop goes on with from turn to turn.
@frozen
public struct LoopNumbers<L> {
    /// What the loop looks for.
    public var result: L
    /// What it needs for that.
    public var first: L
    /// Another such number.
    public var second: L

    @inlinable @inline(__always)
    public init(_ result: L, _ first: L, _ second: L) {
        self.result = result
        self.first = first
        self.second = second
    }

    /// Numbers of a loop that needs nothing but its result.
    @inlinable @inline(__always)
    public init(_ result: L) { self.init(result, result, result) }
}
