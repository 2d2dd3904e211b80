import SwndCore
import SwndGraph

/// How a reduction over axes walks its input.
package struct ReductionForm {
    package let space: Program.Space
    /// The input as it is to be read: in its own order, or with the reduced axes last.
    package let layout: Layout
    package let isReordered: Bool

    /// The longest rows that stay in the cache between two uses.
    static let longestRow = 8192
    /// The fewest columns that are worth walking row by row.
    private static let fewestColumns = 8

    package init(_ layout: Layout, _ axes: AxisSet) {
        let shape = layout.shape
        let reduced = (0..<shape.rank).filter { axes.contains($0) && shape[$0] != 1 }
        let length = reduced.reduce(1) { $0 &* shape[$1] }
        if let first = reduced.first, let last = reduced.last {
            var (columns, isMixed) = (1, false)
            for axis in first..<shape.rank where shape[axis] != 1 && !axes.contains(axis) {
                if axis < last { isMixed = true }
                columns &*= shape[axis]
            }
            if columns == 1 {
                self.init(rows: length, layout, isReordered: false)
                return
            }
            if !isMixed, columns >= Self.fewestColumns, layout.isContiguous {
                self.init(.columns(rows: length, columns: columns), layout, isReordered: false)
                return
            }
        } else {
            self.init(rows: 1, layout, isReordered: false)
            return
        }
        self.init(rows: length, layout.groupingLast(axes), isReordered: true)
    }

    private init(rows length: Int, _ layout: Layout, isReordered: Bool) {
        let isShort = length > 1 && length <= Self.longestRow
        self.init(
            isShort ? .rows(length: length) : .runs(length: length), layout,
            isReordered: isReordered)
    }

    private init(_ space: Program.Space, _ layout: Layout, isReordered: Bool) {
        self.space = space
        self.layout = layout
        self.isReordered = isReordered
    }
}

extension Layout {
    /// Whether it names every element of a storage of `count` elements once, in the order of memory.
    func isWhole(of count: Int) -> Bool { isContiguous && offset == 0 && shape.count == count }

    /// Whether it repeats each element of a storage of `rows` elements `length` times, as the results of rows are used for the rows
    /// again.
    func spreads(rows: Int, length: Int) -> Bool {
        guard offset == 0, shape.count == rows &* length else { return false }
        var axis = shape.rank - 1
        var repeated = 1
        while axis >= 0, repeated < length {
            if shape[axis] != 1, stride(axis) != 0 { return false }
            repeated &*= shape[axis]
            axis -= 1
        }
        guard repeated == length else { return false }
        var step = 1
        while axis >= 0 {
            if shape[axis] != 1 {
                if stride(axis) != step { return false }
                step &*= shape[axis]
            }
            axis -= 1
        }
        return step == rows
    }
}
