import CSystem
import SwndCore
import SwndGraph

/// A few columns, combined at once: in the order of ``ColumnReduction``, so with the same bits.
struct SmallColumns {
    private let rows: Int
    private let columns: Int
    private let size: Int
    private let rowsPerTile: Int
    private let combine: Tile

    /// Nothing where rows are long, or so many that they are combined in blocks.
    init?(_ rows: Int, _ columns: Int, _ size: Int, _ combine: Tile) {
        guard columns <= Grain.tile else { return nil }
        rowsPerTile = Swift.max(1, Swift.min(Grain.tile / columns, rows))
        guard rows <= rowsPerTile &* ColumnReduction.sequence else { return nil }
        self.rows = rows
        self.columns = columns
        self.size = size
        self.combine = combine
    }

    /// Combines the rows of each plane; false where there is no memory.
    func run(_ source: UnsafeRawPointer, _ result: UnsafeMutableRawPointer, _ count: Int) -> Bool {
        let line = (columns &* size &+ 127) / 64 &* 64
        let tile = (rowsPerTile &* columns &* size &+ 127) / 64 &* 64
        guard let sum = csystem_scratch(UInt64(line &+ tile)) else { return false }
        let plane = rows &* columns &* size
        for number in 0..<count / (rows &* columns) {
            combineRows(source + number &* plane, sum, sum + line)
            (result + number &* columns &* size).copyMemory(from: sum, byteCount: columns &* size)
        }
        return true
    }

    private func combineRows(
        _ source: UnsafeRawPointer, _ sum: UnsafeMutableRawPointer, _ copy: UnsafeMutableRawPointer
    ) {
        var row = 0
        while row < rows {
            let taken = Swift.min(rowsPerTile, rows &- row)
            var part = source + row &* columns &* size
            if taken > 1 {
                copy.copyMemory(from: part, byteCount: taken &* columns &* size)
                fold(copy, taken)
                part = UnsafeRawPointer(copy)
            }
            if row == 0 {
                sum.copyMemory(from: part, byteCount: columns &* size)
            } else {
                run(sum, part, columns)
            }
            row &+= taken
        }
    }

    /// Combines the second half of the rows into the first one, until one row is left.
    private func fold(_ rows: UnsafeMutableRawPointer, _ count: Int) {
        var left = count
        while left > 1 {
            let half = left / 2
            let other = rows + (left &- half) &* columns &* size
            if left & 1 == 0 || half &* columns &* size % 64 == 0 {
                run(rows, UnsafeRawPointer(other), half &* columns)
            } else {
                runExactly(rows, UnsafeRawPointer(other), half &* columns)
            }
            left &-= half
        }
    }

    /// The same where nothing after the elements may be written: bodies go beyond the count by less than a vector.
    private func runExactly(
        _ sum: UnsafeMutableRawPointer, _ other: UnsafeRawPointer, _ count: Int
    ) {
        let whole = count &* size / 64 &* 64
        run(sum, other, whole / size)
        let rest = count &* size &- whole
        var (a, b) = (SIMD64<UInt8>(), SIMD64<UInt8>())
        withUnsafeMutableBytes(of: &a) { a in
            withUnsafeMutableBytes(of: &b) { b in
                guard let sums = a.baseAddress, let others = b.baseAddress else { return }
                sums.copyMemory(from: sum + whole, byteCount: rest)
                others.copyMemory(from: other + whole, byteCount: rest)
                run(sums, UnsafeRawPointer(others), rest / size)
                (sum + whole).copyMemory(from: sums, byteCount: rest)
            }
        }
    }

    @inline(__always)
    private func run(_ sum: UnsafeMutableRawPointer, _ other: UnsafeRawPointer, _ count: Int) {
        combine(sum, other, sum, count)
    }
}
