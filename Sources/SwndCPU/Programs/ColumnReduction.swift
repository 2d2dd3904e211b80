import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Columns, combined at the end: neighbouring rows first, then blocks of rows pairwise. Every order depends on the shape alone.
struct ColumnReduction: ~Copyable {
    private let launch: ProgramLaunch
    private let rows: Int
    private let columns: Int
    private let planes: Int
    /// Columns of a tile.
    private let width: Int
    private let tilesPerRow: Int
    /// Rows of a tile: more than one where rows are short.
    private let rowsPerTile: Int
    private let blocks: Int
    private let machine: TileMachine

    /// Tiles that are combined one after the other before results are combined pairwise.
    static let sequence = 16
    /// Tiles of a block: what a thread takes at a time.
    private static let tilesPerBlock = 128

    init(_ launch: ProgramLaunch, _ rows: Int, _ columns: Int) {
        self.launch = launch
        self.rows = rows
        self.columns = columns
        planes = launch.program.count / Swift.max(rows &* columns, 1)
        width = Swift.min(columns, Grain.tile)
        tilesPerRow = (columns &+ width &- 1) / width
        rowsPerTile = Swift.max(1, Swift.min(Grain.tile / columns, rows))
        let perBlock = rowsPerTile &* Self.tilesPerBlock
        blocks = (rows &+ perBlock &- 1) / perBlock
        let tile = rowsPerTile &* width
        machine = TileMachine(
            launch, .given(tile, grid: rowsPerTile > 1 ? tile : columns),
            extra: Self.levels &* launch.program.reductions.count &* Self.lineSize(width)
                &+ Self.lineSize(tile))
    }

    /// Bytes of a line of sums.
    private static func lineSize(_ count: Int) -> Int { (count &* 8 &+ 127) / 64 &* 64 }

    /// More than halvings of a block can be.
    private static let levels = 8

    func run() throws(SwndError) {
        let reductions = launch.program.reductions
        // The result of each block and column, of each reduction.
        let size = planes &* blocks &* columns &* 8 &+ 64
        let partials = try Scratch(byteCount: reductions.count &* size)
        let results = partials.bytes
        let slot = Self.lineSize(width)
        ThreadPool.shared.parallelFor(planes &* blocks &* tilesPerRow) { task in
            let (outer, tile) = task.quotientAndRemainder(dividingBy: tilesPerRow)
            let (plane, block) = outer.quotientAndRemainder(dividingBy: blocks)
            machine.withRegisters { registers in
                let pass = Pass(
                    machine: machine, registers: registers, rows: rows, columns: columns,
                    rowsPerTile: rowsPerTile, plane: plane, column: tile &* width,
                    count: Swift.min(width, columns &- tile &* width), slot: slot,
                    sums: registers.extra)
                let first = block &* Self.tilesPerBlock
                let all = (rows &+ rowsPerTile &- 1) / rowsPerTile
                pass.reduce(first, Swift.min(first &+ Self.tilesPerBlock, all), 0)
                for position in 0..<machine.reductions.count {
                    let bytes = machine.reductions[position].size
                    let place = position &* size &+ (outer &* columns &+ tile &* width) &* bytes
                    let line = registers.extra + position &* Self.levels &* slot
                    (results + place).copyMemory(from: line, byteCount: pass.count &* bytes)
                }
            }
        }
        try machine.check()
        for (position, reduction) in reductions.enumerated() {
            combineBlocks(reduction, results + position &* size)
            storeRows(reduction, results + position &* size, launch.reductions[position])
        }
    }

    /// Combines the results of blocks pairwise into the first one of each plane.
    private func combineBlocks(
        _ reduction: Program.Reduction, _ partials: UnsafeMutableRawPointer
    ) {
        let bytes = reduction.type.byteSize
        let combine = reduction.kernel.functions(reduction.type).combine
        for plane in 0..<planes where blocks > 1 {
            var distance = 1
            while distance < blocks {
                for block in stride(from: 0, to: blocks &- distance, by: 2 &* distance) {
                    let sum = partials + (plane &* blocks &+ block) &* columns &* bytes
                    Self.combine(combine, sum, sum + distance &* columns &* bytes, columns, bytes)
                }
                distance &*= 2
            }
        }
    }

    /// Combines two lines that may lie side by side: bodies go beyond the count by less than a vector, so the last elements are
    /// combined elsewhere.
    private static func combine(
        _ tile: Tile, _ sum: UnsafeMutableRawPointer, _ other: UnsafeRawPointer, _ count: Int,
        _ bytes: Int
    ) {
        let whole = count &* bytes / 64 &* 64 / bytes
        if whole > 0 { tile(sum, other, sum, whole) }
        guard whole < count else { return }
        withUnsafeTemporaryAllocation(byteCount: 192, alignment: 64) { memory in
            guard let line = memory.baseAddress else { return }
            let rest = (count &- whole) &* bytes
            line.copyMemory(from: sum + whole &* bytes, byteCount: rest)
            (line + 64).copyMemory(from: other + whole &* bytes, byteCount: rest)
            tile(line, line + 64, line, count &- whole)
            (sum + whole &* bytes).copyMemory(from: line, byteCount: rest)
        }
    }

    private func storeRows(
        _ reduction: Program.Reduction, _ partials: UnsafeRawPointer,
        _ result: UnsafeMutableRawPointer
    ) {
        for plane in 0..<planes {
            ci_convert(
                reduction.dtype.rawValue, result + plane &* columns &* reduction.dtype.byteCount,
                reduction.type.dtypeCode,
                partials + plane &* blocks &* columns &* reduction.type.byteSize, 1, columns)
        }
    }

    /// One block of rows and one tile of columns.
    private struct Pass {
        let machine: TileMachine
        let registers: TileMachine.Registers
        let rows: Int
        let columns: Int
        let rowsPerTile: Int
        let plane: Int
        let column: Int
        let count: Int
        let slot: Int
        /// For each reduction a line for each level of the recursion; after them, memory for a tile.
        let sums: UnsafeMutableRawPointer

        /// Combines tiles of rows into the lines of a level; the levels after it are for the second halves.
        func reduce(_ first: Int, _ end: Int, _ level: Int) {
            guard end &- first > ColumnReduction.sequence else {
                for tile in first..<end { take(tile, level, isFirst: tile == first) }
                return
            }
            let middle = first &+ (end &- first) / 2
            reduce(first, middle, level)
            reduce(middle, end, level &+ 1)
            for position in 0..<machine.reductions.count {
                let sum = line(position, level)
                let reduction = machine.reductions.baseAddress.unsafelyUnwrapped + position
                reduction.pointee.functions.combine(sum, sum + slot, sum, count)
            }
        }

        private func line(_ reduction: Int, _ level: Int) -> UnsafeMutableRawPointer {
            sums + (reduction &* ColumnReduction.levels &+ level) &* slot
        }

        /// Runs the program over a tile and combines its rows, with each other and with the line.
        private func take(_ tile: Int, _ level: Int, isFirst: Bool) {
            let row = tile &* rowsPerTile
            let taken = Swift.min(rowsPerTile, rows &- row)
            let first = (plane &* rows &+ row) &* columns &+ column
            machine.runTile(registers, first, taken &* count)
            for position in 0..<machine.reductions.count {
                let reduction = machine.reductions.baseAddress.unsafelyUnwrapped + position
                let bytes = reduction.pointee.size
                var source = registers.current[reduction.pointee.register].start
                if taken > 1 {
                    source = folded(source, taken, reduction.pointee.functions.combine, bytes)
                }
                let sum = line(position, level)
                if isFirst {
                    sum.copyMemory(from: source, byteCount: count &* bytes)
                } else {
                    reduction.pointee.functions.combine(sum, source, sum, count)
                }
            }
        }

        /// The rows of a tile combined, by halves: in memory of their own, since the tile may lie in an input.
        private func folded(
            _ source: UnsafeRawPointer, _ taken: Int, _ combine: Tile, _ bytes: Int
        ) -> UnsafeRawPointer {
            let copy = line(machine.reductions.count, 0)
            copy.copyMemory(from: source, byteCount: taken &* count &* bytes)
            var left = taken
            while left > 1 {
                let half = left / 2
                ColumnReduction.combine(
                    combine, copy, copy + (left &- half) &* count &* bytes, half &* count, bytes)
                left &-= half
            }
            return UnsafeRawPointer(copy)
        }
    }
}
