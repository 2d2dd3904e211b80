import CIntrinsics
import SwndCore
import SwndGraph

/// Brings rows into order: by several threads each, or one thread a row.
struct RowOrder<Element: SortElement, Item: SortItem> where Item.Key == Element.Key {
    let ordering: Ordering
    let length: Int
    let rowCount: Int
    let source: UnsafePointer<Element>
    let result: UnsafeMutableRawPointer
    /// The dtype of the result.
    let dtype: DType

    /// Elements that are worth waking a thread for: sorting takes longer than adding.
    private static var grain: Int { Grain.task / 4 }

    /// Sorts rows one by one, or selects from them.
    func run() throws(SwndError) {
        let threadCount = ThreadPool.shared.threadCount
        if rowCount < threadCount, length >= 8 &* Self.grain {
            let pieces = Swift.min(threadCount, length / (2 &* Self.grain))
            let scratch = try Scratch(byteCount: byteCount(pieces: pieces))
            let work = work(pieces, scratch.bytes)
            for row in 0..<rowCount { work(row) }
            return
        }
        try forTasks(over: rowCount, byteCount: byteCount(pieces: 1)) { memory, rows in
            let work = work(1, memory)
            for row in rows { work(row) }
        }
    }

    /// Deals things out to tasks, each of which has memory for one thing at a time.
    private func forTasks(
        over count: Int, byteCount: Int,
        _ body: (_ memory: UnsafeMutableRawPointer, _ part: Range<Int>) -> Void
    ) throws(SwndError) {
        let size = (byteCount &+ 63) & ~63
        let worthwhile = rowCount &* length / Self.grain &+ 1
        // More tasks than threads even out the load, unless their memory is too large for the cache.
        let tasksPerThread = size > 1 << 20 ? 1 : 4
        let taskCount = Swift.min(
            count, tasksPerThread &* ThreadPool.shared.threadCount, worthwhile)
        let scratch = try Scratch(byteCount: taskCount &* size)
        let memory = scratch.bytes
        ThreadPool.shared.parallelFor(taskCount) { task in
            let begin = count &* task / taskCount
            body(memory + task &* size, begin..<count &* (task &+ 1) / taskCount)
        }
    }

    private func plan(_ pieces: Int) -> SelectionPlan? {
        SelectionPlan(length: length, count: ordering.count, pieces: pieces)
    }

    private func byteCount(pieces: Int) -> Int {
        if let plan = plan(pieces) { return RowSelection<Element, Item>.byteCount(plan) }
        return RowSort<Element, Item>.byteCount(length, pieces: pieces)
    }

    /// What brings a row into order.
    private func work(_ pieces: Int, _ memory: UnsafeMutableRawPointer) -> (_ row: Int) -> Void {
        if let plan = plan(pieces) {
            let selection = RowSelection<Element, Item>(
                plan, isDescending: ordering.isDescending, memory: memory)
            return { row in
                let elements = source + row &* length
                write(selection.selected(elements), elements, row)
            }
        }
        let sort = RowSort<Element, Item>(
            length: length, pieces: pieces, isDescending: ordering.isDescending, memory: memory)
        return { row in
            let elements = source + row &* length
            write(sort.sorted(elements), elements, row, sort)
        }
    }

    /// Writes what is asked for about the sorted items of a whole row.
    private func write(
        _ items: UnsafeMutablePointer<Item>, _ elements: UnsafePointer<Element>, _ row: Int,
        _ sort: RowSort<Element, Item>
    ) {
        guard Item.self == BareItem<Element.Key>.self else { return write(items, elements, row) }
        let place = result + row &* length &* MemoryLayout<Element>.stride
        sort.write(items, elements, to: place.assumingMemoryBound(to: Element.self))
    }

    /// Writes what is asked for about sorted items with places.
    private func write(
        _ items: UnsafeMutablePointer<Item>, _ row: UnsafePointer<Element>, _ number: Int
    ) {
        switch ordering.result {
        case .values:
            let place = result + number &* ordering.count &* MemoryLayout<Element>.stride
            let values = place.assumingMemoryBound(to: Element.self)
            for position in 0..<ordering.count { values[position] = row[items[position].index] }
        case .indices:
            let place = result + number &* ordering.count &* dtype.byteCount
            writeIndices(items, place)
        case .mask:
            let place = result + number &* length &* dtype.byteCount
            for position in 0..<ordering.count {
                ci_fill_integer(
                    dtype.rawValue, place + items[position].index &* dtype.byteCount, 1, 1)
            }
        }
    }

    private func writeIndices(
        _ items: UnsafeMutablePointer<Item>, _ place: UnsafeMutableRawPointer
    ) {
        let count = ordering.count
        switch dtype {
        case .float32:
            let indices = place.assumingMemoryBound(to: Float.self)
            for position in 0..<count { indices[position] = Float(items[position].index) }
        case .float64:
            let indices = place.assumingMemoryBound(to: Double.self)
            for position in 0..<count { indices[position] = Double(items[position].index) }
        case .int64:
            let indices = place.assumingMemoryBound(to: Int64.self)
            for position in 0..<count { indices[position] = Int64(items[position].index) }
        case .int32:
            let indices = place.assumingMemoryBound(to: Int32.self)
            for position in 0..<count {
                indices[position] = Int32(truncatingIfNeeded: items[position].index)
            }
        case .float16, .int8, .uint8, .bool:
            for position in 0..<count {
                ci_fill_integer(
                    dtype.rawValue, place + position &* dtype.byteCount,
                    Int64(items[position].index), 1)
            }
        }
    }
}

extension RowOrder where Item: NetworkItem {
    /// Sorts as many rows at a time as a vector has lanes, where there are so many short ones; else does what ``run()`` does.
    func runSideBySide() throws(SwndError) {
        typealias Network = RowNetwork<Item.Column>
        let lanes = Item.Column.laneCount
        guard rowCount >= lanes / 2, length > 1, length <= Network.limit, plan(1) == nil else {
            return try run()
        }
        let networkBytes = Network.byteCount(length)
        let groups = (rowCount &+ lanes &- 1) / lanes
        try forTasks(over: groups, byteCount: 2 &* networkBytes) { memory, part in
            let network = Network(length: length, memory: memory)
            let columns = memory.assumingMemoryBound(to: Item.Column.self)
            let items = (memory + networkBytes).bindMemory(
                to: Item.self, capacity: length &* lanes)
            // Only writes; its memory is not used.
            let sort = RowSort<Element, Item>(
                length: length, pieces: 1, isDescending: ordering.isDescending, memory: memory)
            for group in part {
                let first = group &* lanes
                let rows = Swift.min(lanes, rowCount &- first)
                load(first, rows, columns)
                network.sort(count: length)
                store(columns, rows, items)
                for row in 0..<rows {
                    write(
                        items + row &* length, source + (first &+ row) &* length, first &+ row, sort
                    )
                }
            }
        }
    }

    /// The items of rows, side by side; lanes without a row repeat the last one.
    private func load(_ first: Int, _ rows: Int, _ columns: UnsafeMutablePointer<Item.Column>) {
        let flip: Element.Key = ordering.isDescending ? .max : 0
        for begin in stride(from: 0, to: length, by: 16) {
            let end = Swift.min(begin &+ 16, length)
            for lane in 0..<Item.Column.laneCount {
                let row = source + (first &+ Swift.min(lane, rows &- 1)) &* length
                for index in begin..<end {
                    Item(key: row[index].sortKey ^ flip, index: index).put(columns + index, lane)
                }
            }
        }
    }

    /// The items of rows, one row after the other.
    private func store(
        _ columns: UnsafeMutablePointer<Item.Column>, _ rows: Int,
        _ items: UnsafeMutablePointer<Item>
    ) {
        for begin in stride(from: 0, to: length, by: 16) {
            let end = Swift.min(begin &+ 16, length)
            for row in 0..<rows {
                for index in begin..<end {
                    items[row &* length &+ index] = Item(columns + index, row)
                }
            }
        }
    }
}
