/// The sizes that ``MemoryPool`` hands out: steps of 64 bytes up to 256, then four in every doubling, up to 2^46.
///
/// So at most a fifth of a larger block is unused, sizes that differ a little share their blocks, and every block
/// begins and ends at a multiple of 64.
package struct SizeClass {
    /// The number of size classes.
    package static let count = 4 * (largestExponent - smallestExponent) + 4
    /// The largest request that has a class.
    package static let largestByteCount = 1 << largestExponent
    /// The bytes after every request that may be read and written.
    package static let slack = 64

    private static let smallestExponent = 8
    private static let largestExponent = 46

    /// The position in the table of classes.
    package let index: Int
    /// The largest request of this class.
    package let capacity: Int

    /// The bytes of a block: its capacity and the slack after it.
    package var blockByteCount: Int { capacity &+ Self.slack }

    /// The class of a request, or `nil` when it is negative or too large.
    @inline(__always)
    package init?(byteCount: Int) {
        guard UInt(bitPattern: byteCount) <= UInt(bitPattern: Self.largestByteCount) else {
            return nil
        }
        guard byteCount > 256 else {
            index = (max(byteCount, 1) &- 1) &>> 6
            capacity = (index &+ 1) &<< 6
            return
        }
        let last = byteCount &- 1
        let exponent = 63 &- last.leadingZeroBitCount
        let quarter = last &>> (exponent &- 2)  // 4...7: the leading bit and the two after it
        index = 4 &* (exponent &- Self.smallestExponent) &+ quarter
        capacity = (quarter &+ 1) &<< (exponent &- 2)
    }

    /// The class at a position of the table.
    package init(index: Int) {
        self.index = index
        let (octave, quarter) = max(index - 4, 0).quotientAndRemainder(dividingBy: 4)
        capacity =
            index < 4 ? (index + 1) << 6 : (quarter + 5) << (octave + Self.smallestExponent - 2)
    }
}

extension SizeClass {
    /// Where blocks of a class come from.
    enum Source {
        /// Cut from segments of 2 MiB.
        case small
        /// Cut from segments of 16 MiB.
        case medium
        /// A mapping of its own, which goes back to the system when the block is let go.
        case mapped
    }

    /// The classes below this one are small.
    static let smallCount = 4 * (14 - smallestExponent) + 4
    /// The classes below this one are cut from segments.
    static let sharedCount = 4 * (21 - smallestExponent) + 4

    /// Small to 16 KiB, medium to 2 MiB, mapped above.
    @inline(__always)
    var source: Source {
        index < Self.smallCount ? .small : index < Self.sharedCount ? .medium : .mapped
    }

    @inline(__always)
    var isSmall: Bool { index < Self.smallCount }

    @inline(__always)
    var isMapped: Bool { index >= Self.sharedCount }
}
