import SwndCore
import SwndNumerics

/// How the numbers of a distribution are made of random words, as text: for devices, whose kernels are compiled from it.
public final class RandomText: Sendable {
    /// What numbers are made of.
    public enum Source: Sendable {
        /// Uniform numbers in [0, 1), of the compute type: four that stand a quarter of a group apart make four.
        case units
        /// The same between 0 and 1, with neither end.
        case openUnits
        /// Half a block of the generator makes one: half `e mod 2` of block `e / 2`, as an integer of 64 bits.
        case half
        /// A block makes one: its halves, the first one first.
        case block
        /// Each number takes as many blocks as its formula asks for (``block(_:_:)``), in double precision. ``read`` gets its place
        /// in the draw, and gives it in single precision where the result is not of double precision.
        case sequence
        /// A uniform number of double precision makes an index: that of the first number in a row of running sums that is above this
        /// part of the last one; none where that is not positive and finite. The first constant is the length of rows. There is
        /// nothing to ``read``.
        case search
    }

    /// Gives a parameter of a distribution: the `number`-th one of the `element`-th number that is made.
    public typealias Parameter = (_ number: Int, _ element: Int) -> Expression

    public let source: Source

    /// The numbers that some uniform numbers or words make, in a compute type; nothing where there is no text for it.
    public let read:
        @Sendable (
            _ type: ComputeType, _ dtype: DType, _ words: [Expression], _ parameter: Parameter
        ) -> [Expression]?

    /// Four words of the generator: those of the block that a text of 64 bits counts, with `$0`, `$1` ... for the operands.
    public static func block(_ counter: String, _ operands: Expression...) -> Expression {
        Expression(words: "philox(key, draw, \(counter))", of: operands)
    }

    /// What needs no formula.
    public init(_ source: Source) {
        self.source = source
        read = { _, _, _, _ in nil }
    }

    public init(
        _ source: Source,
        _ read:
            @escaping @Sendable (
                _ type: ComputeType, _ dtype: DType, _ words: [Expression], _ parameter: Parameter
            ) -> [Expression]?
    ) {
        self.source = source
        self.read = read
    }
}
