import CIntrinsics

/// Sorts as many rows at once as a vector has lanes: what is done to elements of one row is done to those of all.
///
/// A network of comparisons that always puts the smaller item first, so that rows can have any length as if larger ones followed
/// (K. E. Batcher, "Sorting networks and their applications", 1968, with the first step of each merge mirrored). Blocks of eight are
/// sorted, and merged at last, in registers; of the other steps two are done at a time.
struct RowNetwork<Column: NetworkColumn> {
    /// The length of the rows, filled up to whole blocks.
    private let length: Int
    private let columns: UnsafeMutablePointer<Column>

    /// The longest rows for which this is faster than sorting them one by one.
    static var limit: Int { CI_NETWORK_LIMIT &* Column.laneCount / MemoryLayout<Column>.size }

    /// Bytes for rows of a length.
    static func byteCount(_ length: Int) -> Int {
        ((length &+ 7) & ~7) &* MemoryLayout<Column>.stride
    }

    /// - Parameter memory: of ``byteCount(_:)``, aligned to a vector.
    init(length: Int, memory: UnsafeMutableRawPointer) {
        self.length = (length &+ 7) & ~7
        columns = memory.bindMemory(to: Column.self, capacity: self.length)
    }

    /// Sorts rows: lane `lane` of column `position` is element `position` of row `lane`.
    func sort(count: Int) {
        // What comes after all others, in the places after the last element.
        for place in count..<length { columns[place] = Column.last }
        for block in stride(from: 0, to: length, by: 8) { sortBlock(columns + block) }
        var half = 8
        while half < length {
            for begin in stride(from: 0, to: length, by: 2 &* half) { mirror(begin, half) }
            var step = half / 2
            while step >= 16 {
                for begin in stride(from: 0, to: length, by: 2 &* step) { twoSteps(begin, step) }
                step /= 4
            }
            if step == 8 {
                for begin in stride(from: 0, to: length, by: 16) where begin &+ 8 < length {
                    for place in begin..<begin &+ 8 { exchange(place, place &+ 8) }
                }
            }
            for block in stride(from: 0, to: length, by: 8) { mergeBlock(columns + block) }
            half &*= 2
        }
    }

    /// What comes first in each row in the first column, the others in the second.
    @inline(__always)
    private func exchange(_ a: inout Column, _ b: inout Column) { Column.exchange(&a, &b) }

    @inline(__always)
    private func exchange(_ a: Int, _ b: Int) {
        var (x, y) = (columns[a], columns[b])
        exchange(&x, &y)
        (columns[a], columns[b]) = (x, y)
    }

    /// The first step of a merge: each element of the first half with the one as far from the end of the second.
    private func mirror(_ begin: Int, _ half: Int) {
        let end = begin &+ 2 &* half
        var low = begin &+ Swift.max(0, end &- length)
        var high = end &- 1 &- (low &- begin)
        while low < begin &+ half {
            exchange(low, high)
            low &+= 1
            high &-= 1
        }
    }

    /// Elements `step` apart, then those half of it apart.
    private func twoSteps(_ begin: Int, _ step: Int) {
        let half = step / 2
        // How many of the four quarters are there; places after the last block hold nothing smaller.
        let end = Swift.min(begin &+ 2 &* step, length)
        if end == begin &+ 2 &* step {
            for place in begin..<begin &+ half {
                var a = columns[place]
                var b = columns[place &+ half]
                var c = columns[place &+ step]
                var d = columns[place &+ step &+ half]
                exchange(&a, &c)
                exchange(&b, &d)
                exchange(&a, &b)
                exchange(&c, &d)
                columns[place] = a
                columns[place &+ half] = b
                columns[place &+ step] = c
                columns[place &+ step &+ half] = d
            }
            return
        }
        for place in begin..<Swift.max(begin, end &- step) { exchange(place, place &+ step) }
        var start = begin
        while start < end {
            let last = Swift.min(start &+ half, end &- half)
            for place in start..<Swift.max(start, last) { exchange(place, place &+ half) }
            start &+= step
        }
    }

    /// Sorts eight columns with nineteen exchanges.
    private func sortBlock(_ block: UnsafeMutablePointer<Column>) {
        var (a, b, c, d) = (block[0], block[1], block[2], block[3])
        var (e, f, g, h) = (block[4], block[5], block[6], block[7])
        exchange(&a, &c)
        exchange(&b, &d)
        exchange(&e, &g)
        exchange(&f, &h)
        exchange(&a, &e)
        exchange(&b, &f)
        exchange(&c, &g)
        exchange(&d, &h)
        exchange(&a, &b)
        exchange(&c, &d)
        exchange(&e, &f)
        exchange(&g, &h)
        exchange(&c, &e)
        exchange(&d, &f)
        exchange(&b, &e)
        exchange(&d, &g)
        exchange(&b, &c)
        exchange(&d, &e)
        exchange(&f, &g)
        (block[0], block[1], block[2], block[3]) = (a, b, c, d)
        (block[4], block[5], block[6], block[7]) = (e, f, g, h)
    }

    /// The last three steps of a merge.
    private func mergeBlock(_ block: UnsafeMutablePointer<Column>) {
        var (a, b, c, d) = (block[0], block[1], block[2], block[3])
        var (e, f, g, h) = (block[4], block[5], block[6], block[7])
        exchange(&a, &e)
        exchange(&b, &f)
        exchange(&c, &g)
        exchange(&d, &h)
        exchange(&a, &c)
        exchange(&b, &d)
        exchange(&e, &g)
        exchange(&f, &h)
        exchange(&a, &b)
        exchange(&c, &d)
        exchange(&e, &f)
        exchange(&g, &h)
        (block[0], block[1], block[2], block[3]) = (a, b, c, d)
        (block[4], block[5], block[6], block[7]) = (e, f, g, h)
    }
}
