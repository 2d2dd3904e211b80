import CIntrinsics
import SwndGraph
import SwndNumerics

/// The random words of eight neighbouring elements, as many as they ask for.
///
/// Methods that reject candidates take another number of words for every element, so each has a sequence of its own: block `n` of
/// element `e` has the counter `n * 2^44 + e`. No element ever waits for another, and the numbers depend on seed, draw and place alone.
struct ElementWords {
    let stream: RandomStream
    /// The place of the first of the eight in the draw.
    let first: Int

    /// What a sequence is for. A method that consists of others gives each a part of the sequence.
    enum Purpose: UInt64 {
        case first = 0
        case second = 0x8000
    }

    /// Four words of 32 bits for each element.
    struct Block {
        fileprivate var words = (SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>(), SIMD8<UInt64>())

        /// Numbers in [0, 1) of 53 bits from the first two words.
        @inline(__always)
        var unit: LanesF64 { LanesF64(ci_unit_wide(words.0, words.1)) }

        /// Numbers between 0 and 1 of 32 bits from the third word.
        @inline(__always)
        var third: LanesF64 { LanesF64(ci_open_unit(words.2)) }

        /// Numbers between 0 and 1 of 32 bits from the fourth word.
        @inline(__always)
        var fourth: LanesF64 { LanesF64(ci_open_unit(words.3)) }

        /// Numbers of the standard normal distribution from the first three words: Box and Muller's transformation.
        @inline(__always)
        var normal: LanesF64 {
            // 1 - u is in (0, 1]: its logarithm is finite.
            let radius = LanesF64.sqrt(.constant(-2) * LanesF64.log(.constant(1) - unit))
            return radius * LanesF64.sineAndCosine(turns: third).cosine
        }
    }

    @inline(__always)
    func block(_ number: Int, for purpose: Purpose) -> Block {
        var block = Block()
        let place = (purpose.rawValue &+ UInt64(truncatingIfNeeded: number)) &<< 44
        ci_philox_eight(
            stream.key, stream.draw, place &+ UInt64(truncatingIfNeeded: first), &block.words)
        return block
    }
}
