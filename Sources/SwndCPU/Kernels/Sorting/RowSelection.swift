import SwndCore

/// Finds the first few elements of rows in order, without sorting the rows.
///
/// The elements of a row are dealt out to groups, and the first of each group in order is found, all in vectors. With `count` or
/// more groups, the `count`-th of these firsts is a limit: at least `count` elements are within it, and those before it all come
/// from fewer than `count` groups. A second pass collects what is within the limit, and only that is sorted.
struct RowSelection<Element: SortElement, Item: SortItem> where Item.Key == Element.Key {
    private typealias Key = Element.Key
    private typealias Keys = Element.Key.Lanes
    private typealias Items = UnsafeMutablePointer<Item>

    private let plan: SelectionPlan
    private let flip: Element.Key
    private let firsts: UnsafeMutablePointer<Element.Key>
    /// What comes before the limit, piece by piece, and as much memory for sorting it.
    private let before: UnsafeMutablePointer<Item>
    /// What is the limit, piece by piece.
    private let equal: UnsafeMutablePointer<Item>
    private let counters: UnsafeMutableRawPointer

    /// Bytes that selecting from a row takes.
    static func byteCount(_ plan: SelectionPlan) -> Int {
        plan.pieces &* plan.groups &* MemoryLayout<Key>.stride
            &+ (2 &* plan.roomBefore &+ plan.roomEqual) &* MemoryLayout<Item>.stride
            &+ RadixSort<Item>.counterBytes(plan.roomBefore, pieces: 1) &+ 256
    }

    init(_ plan: SelectionPlan, isDescending: Bool, memory: UnsafeMutableRawPointer) {
        self.plan = plan
        flip = isDescending ? .max : 0
        var place = memory
        func take<T>(_ type: T.Type, _ count: Int) -> UnsafeMutablePointer<T> {
            let start = place.bindMemory(to: T.self, capacity: count)
            place += (count &* MemoryLayout<T>.stride &+ 63) & ~63
            return start
        }
        firsts = take(Element.Key.self, plan.pieces &* plan.groups)
        before = take(Item.self, 2 &* plan.roomBefore)
        equal = take(Item.self, plan.roomEqual)
        counters = place
    }

    /// The items of the first elements of a row, in order.
    func selected(_ row: UnsafePointer<Element>) -> UnsafeMutablePointer<Item> {
        let limit = limit(row)
        return withUnsafeTemporaryAllocation(of: Found.self, capacity: plan.pieces) { found in
            plan.forPieces { found[$0] = collect(row, limit, $0) }
            var count = 0
            for piece in 0..<plan.pieces {
                (before + count).update(
                    from: before + piece &* plan.roomBeforeOfPiece, count: found[piece].before)
                count &+= found[piece].before
            }
            let sorted = sort(count)
            for piece in 0..<plan.pieces {
                let added = Swift.min(plan.count &- count, found[piece].equal)
                guard added > 0 else { continue }
                (sorted + count).update(
                    from: equal + piece &* plan.roomEqualOfPiece, count: added)
                count &+= added
            }
            return sorted
        }
    }

    /// How many items a piece gave.
    private struct Found {
        var before = 0
        var equal = 0
    }

    private func sort(_ count: Int) -> UnsafeMutablePointer<Item> {
        guard count > 0 else { return before }
        var varying: Key = 0
        for index in 1..<count { varying |= before[index].key ^ before[0].key }
        return RadixSort<Item>(count: count, pieces: 1, counters: counters)
            .sort(before, spare: before + plan.roomBefore, varying: varying)
    }
}

// The two passes over a row.
extension RowSelection {
    /// The `count`-th of the first keys of all groups.
    private func limit(_ row: UnsafePointer<Element>) -> Element.Key {
        plan.forPieces { findFirsts(row, $0) }
        for piece in 1..<plan.pieces {
            let others = firsts + piece &* plan.groups
            for group in 0..<plan.groups { firsts[group] = Swift.min(firsts[group], others[group]) }
        }
        // The largest number that fewer keys than `count` are below, bit by bit from the highest.
        var limit: Key = 0
        var bit = (1 as Key) &<< Key(truncatingIfNeeded: Key.bitWidth &- 1)
        while bit != 0 {
            if countFirsts(below: limit | bit) < plan.count { limit |= bit }
            bit &>>= 1
        }
        return limit
    }

    private func countFirsts(below limit: Element.Key) -> Int {
        var counts = Keys.zero
        var place = UnsafeRawPointer(firsts)
        for _ in 0..<plan.groups / Keys.scalarCount {
            counts = counts &+ place.loadUnaligned(as: Keys.self).below(limit)
            place += MemoryLayout<Keys>.size
        }
        return Int(truncatingIfNeeded: counts.wrappedSum())
    }

    /// The first keys of the groups of a piece. Neighbours belong to neighbouring groups.
    private func findFirsts(_ row: UnsafePointer<Element>, _ piece: Int) {
        let own = firsts + piece &* plan.groups
        own.initialize(repeating: .max, count: plan.groups)
        let bounds = plan.bounds(piece)
        let turned = Keys(repeating: flip)
        var begin = bounds.lowerBound
        while begin &+ plan.groups <= bounds.upperBound {
            var group = 0
            while group < plan.groups {
                let keys = Element.sortKeys(row + (begin &+ group)) ^ turned
                let place = UnsafeMutableRawPointer(own + group)
                let least = Keys.least(place.loadUnaligned(as: Keys.self), keys)
                place.storeBytes(of: least, as: Keys.self)
                group &+= Keys.scalarCount
            }
            begin &+= plan.groups
        }
        for index in begin..<Swift.max(begin, bounds.upperBound) {
            own[index &- begin] = Swift.min(own[index &- begin], row[index].sortKey ^ flip)
        }
    }

    /// Collects the items of a piece that are within the limit, those that are the limit apart and no more than are wanted.
    private func collect(_ row: UnsafePointer<Element>, _ limit: Element.Key, _ piece: Int) -> Found
    {
        let ownBefore = before + piece &* plan.roomBeforeOfPiece
        let ownEqual = equal + piece &* plan.roomEqualOfPiece
        let bounds = plan.bounds(piece)
        let turned = Keys(repeating: flip)
        var found = Found()
        @inline(__always) func look(_ index: Int) {
            let key = row[index].sortKey ^ flip
            let item = Item(key: key, index: index)
            ownBefore[found.before] = item
            found.before &+= key < limit ? 1 : 0
            ownEqual[found.equal] = item
            found.equal &+= key == limit && found.equal < plan.count ? 1 : 0
        }
        var index = bounds.lowerBound
        while index &+ Keys.scalarCount <= bounds.upperBound {
            // Once there are enough of those that are the limit, they are passed over.
            let isFull = found.equal == plan.count
            if isFull && limit == 0 { return found }
            let keys = Element.sortKeys(row + index) ^ turned
            if keys.isAnyWithin(isFull ? limit &- 1 : limit) {
                for lane in 0..<Keys.scalarCount { look(index &+ lane) }
            }
            index &+= Keys.scalarCount
        }
        for rest in index..<Swift.max(index, bounds.upperBound) { look(rest) }
        return found
    }
}
