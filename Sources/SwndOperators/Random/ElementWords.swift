import CIntrinsics
import SwndGraph
import SwndNumerics

/// The random words of elements that ask for as many as it takes.
///
/// Methods that reject candidates take another number of words for every element, so each has a sequence of its own: block `n` of
/// element `e` has the counter `n * 2^44 + e`. No element ever waits for another, and the numbers depend on seed, draw and place alone.
protocol ElementWords {
    /// What numbers are made of: a vector for neighbouring elements, or the text for any of them.
    associatedtype L: DoubleLanes

    /// A block of the sequence.
    func block(_ number: L.Turn, for purpose: WordPurpose) -> ElementBlock<L>
}

/// What a sequence is for. A method that consists of others gives each a part of the sequence.
enum WordPurpose: UInt64 {
    case first = 0
    case second = 0x8000
}

/// Uniform numbers from the four words of 32 bits that a block has for an element.
struct ElementBlock<L: DoubleLanes> {
    /// Numbers in [0, 1) of 53 bits from the first two words.
    let unit: L
    /// Numbers between 0 and 1 of 32 bits from the third word.
    let third: L
    /// Numbers between 0 and 1 of 32 bits from the fourth word.
    let fourth: L

    /// Numbers of the standard normal distribution from the first three words: Box and Muller's transformation.
    @inline(__always)
    var normal: L {
        // 1 - u is in (0, 1]: its logarithm is finite.
        let radius = L.sqrt(.constant(-2) * L.log(.constant(1) - unit))
        return radius * L.sineAndCosine(turns: third).cosine
    }
}

/// Those of eight neighbouring elements.
struct LaneWords: ElementWords {
    let stream: RandomStream
    /// The place of the first of the eight in the draw.
    let first: Int

    @inline(__always)
    func block(_ number: Int, for purpose: WordPurpose) -> ElementBlock<LanesF64> {
        var words = (SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>())
        let place = (purpose.rawValue &+ UInt64(truncatingIfNeeded: number)) &<< 44
        ci_philox_eight(
            stream.key, stream.draw, place &+ UInt64(truncatingIfNeeded: first), &words)
        return ElementBlock(
            unit: LanesF64(ci_unit_wide(words.0, words.1)),
            third: LanesF64(ci_open_unit(words.2)), fourth: LanesF64(ci_open_unit(words.3)))
    }
}

/// Those of the element that a kernel makes.
struct TextWords: ElementWords {
    /// Its place in the draw.
    let element: Expression

    func block(_ number: Expression, for purpose: WordPurpose) -> ElementBlock<TextF64> {
        let words = RandomText.block(
            "((ulong)($0 + \(purpose.rawValue)) << 44) + (ulong)$1", number, element)
        func open(_ word: String) -> TextF64 {
            TextF64(
                Expression(.float64, "((double)$0.\(word) + 0.5) * 0x1p-32", of: [words]))
        }
        let unit = "(double)(((ulong)$0.x << 32 | $0.y) >> 11) * 0x1p-53"
        return ElementBlock(
            unit: TextF64(Expression(.float64, unit, of: [words])), third: open("z"),
            fourth: open("w"))
    }
}
