import SwndCore

/// Sorts items by their keys, equal ones in the order that they come in: digit by digit from the lowest (H. H. Seward, 1954; D. Knuth,
/// The Art of Computer Programming, volume 3, section 5.2.5).
///
/// Each pass counts how often every digit comes, then moves the items to where these counts put them. Digits in which all keys agree
/// are left out. Pieces of a long row are counted and moved by several threads; since each has its own counts, items go where one
/// thread would put them.
struct RadixSort<Item: SortItem> {
    /// How many items there are.
    let count: Int
    /// Pieces that are counted and moved at the same time.
    let pieces: Int
    private let counters: UnsafeMutablePointer<Int>

    /// Below this many, items are inserted one by one.
    private static var insertionLimit: Int { 32 }

    /// The most bits of a digit. The counters of long rows fill half of a first-level cache; for short rows, adding up the counters
    /// would take longer than moving items.
    private static func width(_ count: Int) -> Int { count >= 1 << 14 ? 11 : 8 }

    /// Bytes for the counters of a sort.
    static func counterBytes(_ count: Int, pieces: Int) -> Int {
        pieces &* (8 &<< width(count))
    }

    /// - Parameter counters: memory of ``counterBytes(_:pieces:)``, aligned.
    init(count: Int, pieces: Int, counters: UnsafeMutableRawPointer) {
        self.count = count
        self.pieces = pieces
        self.counters = counters.bindMemory(
            to: Int.self, capacity: Self.counterBytes(count, pieces: pieces) / 8)
    }

    /// The items that a piece begins with and ends before.
    @inline(__always)
    func bounds(_ piece: Int) -> Range<Int> {
        let length = (count &+ pieces &- 1) / pieces
        let begin = Swift.min(piece &* length, count)
        return begin..<Swift.min(begin &+ length, count)
    }

    /// Calls `body` for each piece.
    @inline(__always)
    func forPieces(_ body: (_ piece: Int) -> Void) {
        if pieces == 1 { body(0) } else { ThreadPool.shared.parallelFor(pieces, body) }
    }

    /// Sorts the items in one memory with the help of another; gives the memory that they are in at last.
    ///
    /// - Parameter varying: all bits in which keys differ.
    func sort(
        _ items: UnsafeMutablePointer<Item>, spare: UnsafeMutablePointer<Item>, varying: Item.Key
    ) -> UnsafeMutablePointer<Item> {
        guard varying != 0, count > 1 else { return items }
        if count <= Self.insertionLimit {
            insert(items)
            return items
        }
        let low = varying.trailingZeroBitCount
        let bits = Item.Key.bitWidth &- varying.leadingZeroBitCount &- low
        let passes = (bits &+ Self.width(count) &- 1) / Self.width(count)
        let width = (bits &+ passes &- 1) / passes
        let mask = (1 as Item.Key) &<< Item.Key(truncatingIfNeeded: width) &- 1
        var (from, to) = (items, spare)
        for pass in 0..<passes {
            let shift = Item.Key(truncatingIfNeeded: low &+ pass &* width)
            if (varying &>> shift) & mask == 0 { continue }
            move(from, to, shift, mask, 1 &<< width)
            swap(&from, &to)
        }
        return from
    }

    private func insert(_ items: UnsafeMutablePointer<Item>) {
        var end = 1
        while end < count {
            let item = items[end]
            var place = end
            while place > 0, items[place &- 1].key > item.key {
                items[place] = items[place &- 1]
                place &-= 1
            }
            items[place] = item
            end &+= 1
        }
    }

    /// One pass.
    private func move(
        _ from: UnsafeMutablePointer<Item>, _ to: UnsafeMutablePointer<Item>, _ shift: Item.Key,
        _ mask: Item.Key, _ digits: Int
    ) {
        forPieces { piece in
            let own = counters + piece &* digits
            own.initialize(repeating: 0, count: digits)
            let bounds = bounds(piece)
            var place = from + bounds.lowerBound
            let end = from + bounds.upperBound
            while place < end {
                own[place.pointee.digit(shift, mask)] &+= 1
                place += 1
            }
        }
        var total = 0
        for digit in 0..<digits {
            for piece in 0..<pieces {
                let counter = counters + (piece &* digits &+ digit)
                let count = counter.pointee
                counter.pointee = total
                total &+= count
            }
        }
        forPieces { piece in
            let places = counters + piece &* digits
            let bounds = bounds(piece)
            var source = from + bounds.lowerBound
            let end = from + bounds.upperBound
            while source < end {
                let item = source.pointee
                let digit = item.digit(shift, mask)
                let place = places[digit]
                places[digit] = place &+ 1
                to[place] = item
                source += 1
            }
        }
    }
}
