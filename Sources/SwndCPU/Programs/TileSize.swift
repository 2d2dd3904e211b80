import SwndEngine
import SwndGraph

/// How many elements a program works on at a time: so many that a step costs more than to begin it, so few that the registers stay
/// in the first cache.
struct TileSize {
    let count: Int
    /// Elements that all tiles begin at a multiple of, but for what may be beyond the end of the space.
    let grid: Int

    /// A size that is given by how results are combined.
    init(_ count: Int, grid: Int) {
        self.count = count
        self.grid = grid
    }

    /// Lines that are worth a tile of their own.
    private static let longLine = 512
    /// Vectors have so many lanes at most: on a grid of so many elements no tile's last vector reaches into the next tile.
    static let lanes = 16

    /// For a program that knows no rows.
    ///
    /// Where operands repeat along lines, a tile is one line, so that such operands need not be written out: a row is read where it
    /// lies, and of a column there is one number. Of short lines a tile has several; a row is then the same for all of them.
    static func flat(_ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>) -> Self {
        let wide = width(program, readers)
        var count = wide
        if let line = line(readers) {
            if line < longLine {
                count = Swift.max(1, wide / (line &* lanes)) &* line &* lanes
            } else if line <= 4 &* Grain.tile {
                count = line
            }
        }
        count = Swift.min(count, program.count)
        return TileSize(count, grid: count)
    }

    /// For a program that works on rows: whole rows.
    static func rows(
        _ length: Int, _ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>
    ) -> Self {
        let wide = width(program, readers)
        var rows = Swift.max(1, wide / length)
        if length % lanes != 0, rows >= lanes { rows = rows / lanes &* lanes }
        let count = Swift.min(rows &* length, program.count)
        return TileSize(count, grid: count)
    }

    /// For a program that combines long rows by runs of a tile: some runs.
    static func runs(
        _ length: Int, _ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>
    ) -> Self {
        let wide = width(program, readers)
        return TileSize(
            Swift.min(wide, length), grid: length % Grain.tile == 0 ? Grain.tile : length)
    }

    /// More elements where there are few registers.
    static func width(_ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>) -> Int {
        var bytes = 0
        for (number, step) in program.steps.enumerated() where !step.isPerRow {
            switch step.action {
            case .constant, .spread, .index: continue
            case .load where readers[number]?.isConstant ?? true: continue
            case .load where readers[number]?.direct != nil: continue
            default: bytes &+= step.type.byteSize
            }
        }
        return bytes <= 4 ? 4 &* Grain.tile : bytes <= 12 ? 2 &* Grain.tile : Grain.tile
    }

    /// The length of the lines that operands repeat along; nothing where there are several or none.
    private static func line(_ readers: UnsafeMutableBufferPointer<Reader?>) -> Int? {
        var found: Int?
        for reader in readers {
            guard let length = reader?.lineLength else { continue }
            if let found, found != length { return nil }
            found = length
        }
        return found
    }
}
