import SwndCore

/// Sorts rows of one length, in memory that serves for one row after the other.
struct RowSort<Element: SortElement, Item: SortItem> where Item.Key == Element.Key {
    private let sort: RadixSort<Item>
    private let memory: UnsafeMutableRawPointer
    /// What keys are turned over with for the descending order.
    private let flip: Element.Key

    /// Bytes that sorting a row takes.
    static func byteCount(_ length: Int, pieces: Int) -> Int {
        2 &* space(length) &+ RadixSort<Item>.counterBytes(length, pieces: pieces)
    }

    /// Bytes of the items of a row, up to the next line of memory.
    private static func space(_ length: Int) -> Int {
        (length &* MemoryLayout<Item>.stride &+ 63) & ~63
    }

    init(
        length: Int, pieces: Int, isDescending: Bool, memory: UnsafeMutableRawPointer
    ) {
        self.memory = memory
        flip = isDescending ? .max : 0
        sort = RadixSort(
            count: length, pieces: pieces, counters: memory + 2 &* Self.space(length))
    }

    /// The items of a row, in order.
    func sorted(_ row: UnsafePointer<Element>) -> UnsafeMutablePointer<Item> {
        let space = Self.space(sort.count)
        let items = memory.bindMemory(to: Item.self, capacity: sort.count)
        let spare = (memory + space).bindMemory(to: Item.self, capacity: sort.count)
        return sort.sort(items, spare: spare, varying: fill(items, row))
    }

    /// Makes the items of a row; gives all bits in which their keys differ.
    private func fill(_ items: UnsafeMutablePointer<Item>, _ row: UnsafePointer<Element>)
        -> Element.Key
    {
        let first = row[0].sortKey
        func fill(_ bounds: Range<Int>) -> Element.Key {
            var varying: Element.Key = 0
            var index = bounds.lowerBound
            while index < bounds.upperBound {
                let key = row[index].sortKey
                varying |= key ^ first
                items[index] = Item(key: key ^ flip, index: index)
                index &+= 1
            }
            return varying
        }
        if sort.pieces == 1 { return fill(0..<sort.count) }
        return withUnsafeTemporaryAllocation(of: Element.Key.self, capacity: sort.pieces) { parts in
            sort.forPieces { parts[$0] = fill(sort.bounds($0)) }
            return parts.reduce(0, |)
        }
    }

    /// Writes the elements of sorted keys.
    func write(
        _ items: UnsafeMutablePointer<Item>, _ row: UnsafePointer<Element>,
        to result: UnsafeMutablePointer<Element>
    ) {
        sort.forPieces { piece in
            for place in sort.bounds(piece) {
                result[place] = Element(sortKey: items[place].key ^ flip)
            }
        }
        if Element.hasEquals { restoreEquals(items, row, result) }
    }

    /// Keys do not tell zeros from each other, nor NaNs: those of the row are put in their places, in the order they have there.
    private func restoreEquals(
        _ items: UnsafeMutablePointer<Item>, _ row: UnsafePointer<Element>,
        _ result: UnsafeMutablePointer<Element>
    ) {
        /// The first place with a key that is not below another.
        func place(of key: Element.Key) -> Int {
            var (low, high) = (0, sort.count)
            while low < high {
                let middle = low &+ (high &- low) / 2
                if items[middle].key < key { low = middle &+ 1 } else { high = middle }
            }
            return low
        }
        let (zero, nan) = (Element(sortKey: .max / 2 + 1).sortKey ^ flip, Element.Key.max ^ flip)
        var (zeroPlace, nanPlace) = (place(of: zero), place(of: nan))
        let hasZero = zeroPlace < sort.count && items[zeroPlace].key == zero
        let hasNaN = nanPlace < sort.count && items[nanPlace].key == nan
        guard hasZero || hasNaN else { return }
        for index in 0..<sort.count where row[index].isShared {
            let isZero = row[index].sortKey ^ flip == zero
            result[isZero ? zeroPlace : nanPlace] = row[index]
            if isZero { zeroPlace &+= 1 } else { nanPlace &+= 1 }
        }
    }
}
