import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Columns, combined at the end: neighbouring rows first, then blocks of rows pairwise. Every order depends on the shape alone.
struct ColumnReduction {
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
    private static let sequence = 16
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
        machine = TileMachine(
            launch, tileCount: rowsPerTile &* width, grid: rowsPerTile > 1 ? rowsPerTile &* width : columns,
            rowLength: .max)
    }

    func run() throws(SwndError) {
        let reductions = launch.program.reductions
        let (slot, levels) = (width &* 8 &+ 64, 8)
        // The result of each block and column, of each reduction.
        let size = planes &* blocks &* columns &* 8 &+ 64
        let partials = try Scratch(byteCount: reductions.count &* size)
        let results = partials.bytes
        ThreadPool.shared.parallelFor(planes &* blocks &* tilesPerRow) { task in
            let (outer, tile) = task.quotientAndRemainder(dividingBy: tilesPerRow)
            let (plane, block) = outer.quotientAndRemainder(dividingBy: blocks)
            machine.withRegisters { registers in
                withUnsafeTemporaryAllocation(
                    byteCount: reductions.count &* levels &* slot, alignment: 64
                ) { memory in
                    guard let sums = memory.baseAddress else { return }
                    let pass = Pass(
                        owner: self, registers: registers, plane: plane, column: tile &* width,
                        count: Swift.min(width, columns &- tile &* width), slot: slot,
                        levels: levels, sums: sums)
                    let first = block &* Self.tilesPerBlock
                    let all = (rows &+ rowsPerTile &- 1) / rowsPerTile
                    pass.reduce(first, Swift.min(first &+ Self.tilesPerBlock, all), 0)
                    for (position, reduction) in reductions.enumerated() {
                        let bytes = reduction.type.byteSize
                        let place = position &* size &+ (outer &* columns &+ tile &* width) &* bytes
                        let line = sums + position &* levels &* slot
                        (results + place).copyMemory(from: line, byteCount: pass.count &* bytes)
                    }
                }
            }
        }
        for (position, reduction) in reductions.enumerated() {
            combineBlocks(reduction, results + position &* size)
            ci_convertRows(reduction, results + position &* size, launch.reductions[position])
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
        if whole > 0 { run(tile, sum, other, sum, whole) }
        guard whole < count else { return }
        withUnsafeTemporaryAllocation(byteCount: 192, alignment: 64) { memory in
            guard let line = memory.baseAddress else { return }
            let rest = (count &- whole) &* bytes
            line.copyMemory(from: sum + whole &* bytes, byteCount: rest)
            (line + 64).copyMemory(from: other + whole &* bytes, byteCount: rest)
            run(tile, line, UnsafeRawPointer(line + 64), line, count &- whole)
            (sum + whole &* bytes).copyMemory(from: line, byteCount: rest)
        }
    }

    @inline(__always)
    private static func run(
        _ tile: Tile, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer,
        _ result: UnsafeMutableRawPointer, _ count: Int
    ) {
        var operands: InlineArray<2, UnsafeRawPointer> = [a, b]
        withUnsafePointer(to: &operands) { pointers in
            tile.run(
                UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self), result,
                count)
        }
    }

    private func ci_convertRows(
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
        let owner: ColumnReduction
        let registers: TileMachine.Registers
        let plane: Int
        let column: Int
        let count: Int
        let slot: Int
        let levels: Int
        /// For each reduction a line for each level of the recursion.
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
            for (position, reduction) in owner.launch.program.reductions.enumerated() {
                let sum = sums + (position &* levels &+ level) &* slot
                ColumnReduction.run(
                    reduction.kernel.functions(reduction.type).combine, sum, sum + slot, sum, count)
            }
        }

        /// Runs the program over a tile and combines its rows, with each other and with the line.
        private func take(_ tile: Int, _ level: Int, isFirst: Bool) {
            let row = tile &* owner.rowsPerTile
            var rows = Swift.min(owner.rowsPerTile, owner.rows &- row)
            let first = (plane &* owner.rows &+ row) &* owner.columns &+ column
            owner.machine.runTile(registers, first, rows &* count)
            for (position, reduction) in owner.launch.program.reductions.enumerated() {
                let bytes = reduction.type.byteSize
                let combine = reduction.kernel.functions(reduction.type).combine
                var source = UnsafeRawPointer(registers.current[reduction.register])
                let sum = sums + (position &* levels &+ level) &* slot
                let lines = rows
                if rows > 1 {
                    // The tile may lie in an input, which must not be written.
                    withUnsafeTemporaryAllocation(
                        byteCount: rows &* count &* bytes &+ 64, alignment: 64
                    ) { memory in
                        guard let copy = memory.baseAddress else { return }
                        copy.copyMemory(from: source, byteCount: rows &* count &* bytes)
                        while rows > 1 {
                            let half = rows / 2
                            ColumnReduction.combine(
                                combine, copy, copy + (rows &- half) &* count &* bytes,
                                half &* count, bytes)
                            rows &-= half
                        }
                        source = UnsafeRawPointer(copy)
                        put(source, sum, combine, bytes, isFirst)
                    }
                    rows = lines
                } else {
                    put(source, sum, combine, bytes, isFirst)
                }
            }
        }

        private func put(
            _ source: UnsafeRawPointer, _ sum: UnsafeMutableRawPointer, _ combine: Tile,
            _ bytes: Int, _ isFirst: Bool
        ) {
            if isFirst {
                sum.copyMemory(from: source, byteCount: count &* bytes)
            } else {
                ColumnReduction.run(combine, sum, source, sum, count)
            }
        }
    }
}
