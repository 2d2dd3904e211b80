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

    func run() throws(SwndError) {
        let threadCount = ThreadPool.shared.threadCount
        if rowCount < threadCount, length >= 8 &* Self.grain {
            let pieces = Swift.min(threadCount, length / (2 &* Self.grain))
            let scratch = try Scratch(byteCount: byteCount(pieces: pieces))
            let work = work(pieces, scratch.bytes)
            for row in 0..<rowCount { work(row) }
            return
        }
        // Each task has memory for one row at a time.
        let size = (byteCount(pieces: 1) &+ 63) & ~63
        let worthwhile = rowCount &* length / Self.grain &+ 1
        let taskCount = Swift.min(rowCount, 4 &* threadCount, worthwhile)
        let scratch = try Scratch(byteCount: taskCount &* size)
        let memory = scratch.bytes
        ThreadPool.shared.parallelFor(taskCount) { task in
            let work = work(1, memory + task &* size)
            let begin = rowCount &* task / taskCount
            for row in begin..<rowCount &* (task &+ 1) / taskCount { work(row) }
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
            let items = sort.sorted(elements)
            if Item.self == BareItem<Element.Key>.self {
                let place = result + row &* length &* MemoryLayout<Element>.stride
                sort.write(items, elements, to: place.assumingMemoryBound(to: Element.self))
            } else {
                write(items, elements, row)
            }
        }
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
