/// The sizes that ``MemoryPool`` hands out: four in every doubling, from 64 bytes to 2^46.
///
/// So at most a fifth of a block is unused, and sizes that differ a little share their blocks.
package struct SizeClass {
    /// The number of size classes.
    package static let count = 4 * (largestExponent - smallestExponent) + 1
    /// The largest request that has a class.
    package static let largestByteCount = 1 << largestExponent
    /// The bytes after every request that may be read and written.
    static let slack = 64

    private static let smallestExponent = 6
    private static let largestExponent = 46

    /// The position in the table of classes.
    package let index: Int
    /// The largest request of this class.
    package let capacity: Int

    /// The bytes of a block: its capacity and the slack after it.
    var blockByteCount: Int { capacity &+ Self.slack }

    /// The class of a request, or `nil` when it is negative or too large.
    @inline(__always)
    package init?(byteCount: Int) {
        guard UInt(bitPattern: byteCount) <= UInt(bitPattern: Self.largestByteCount) else {
            return nil
        }
        guard byteCount > 64 else {
            index = 0
            capacity = 64
            return
        }
        let last = byteCount &- 1
        let exponent = 63 &- last.leadingZeroBitCount
        let quarter = last &>> (exponent &- 2)  // 4...7: the leading bit and the two after it
        index = 4 &* (exponent &- Self.smallestExponent) &+ quarter &- 3
        capacity = (quarter &+ 1) &<< (exponent &- 2)
    }

    /// The class at a position of the table.
    package init(index: Int) {
        self.index = index
        let (octave, quarter) = max(index - 1, 0).quotientAndRemainder(dividingBy: 4)
        capacity = index == 0 ? 64 : (quarter + 5) << (octave + Self.smallestExponent - 2)
    }
}
