import SwndEngine
import SwndGraph

/// How many elements a program works on at a time: so many that a step costs more than to begin it, so few that the registers stay
/// in the first cache.
struct TileSize {
    /// How tiles are cut.
    enum Cut {
        /// As is best for the program.
        case flat
        /// Whole rows of a length.
        case rows(Int)
        /// Parts of rows of a length, each of them some whole runs but for the last one.
        case runs(Int)
        /// Of some elements, beginning at multiples of a grid but for what may be beyond the end of the space.
        case given(Int, grid: Int)
    }

    let count: Int
    /// Elements that all tiles begin at a multiple of, but for what may be beyond the end of the space.
    let grid: Int
    /// The length of the rows that the program works on; all there is where it knows none.
    let rowLength: Int
    /// Whether the next tile begins where one ends.
    let isFlat: Bool

    init(_ cut: Cut, _ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>) {
        if case .flat = cut { isFlat = true } else { isFlat = false }
        switch cut {
        case .flat:
            count = Swift.min(Self.flat(program, readers), program.count)
            (grid, rowLength) = (count, .max)
        case .rows(let length):
            let wide = Self.width(program, readers)
            count = Swift.min(Self.lines(length, wide), program.count)
            (grid, rowLength) = (count, length)
        case .runs(let length):
            count = Swift.min(Self.width(program, readers), length)
            (grid, rowLength) = (length % Grain.tile == 0 ? Grain.tile : length, length)
        case .given(let count, let grid):
            (self.count, self.grid, rowLength) = (count, grid, .max)
        }
    }

    /// Lines that are worth a tile of their own.
    private static let longLine = 512
    /// Vectors have so many lanes at most: on a grid of so many elements no tile's last vector reaches into the next tile.
    static let lanes = 16

    /// For a program that knows no rows.
    ///
    /// Where operands repeat along lines, a tile is one line, so that such operands need not be written out: a row is read where it
    /// lies, and of a column there is one number. Of short lines a tile has several; a row is then the same for all of them.
    private static func flat(
        _ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>
    ) -> Int {
        let wide = width(program, readers)
        guard let line = line(readers) else { return wide }
        if line < longLine { return lines(line, wide) }
        return line <= 4 &* Grain.tile ? line : wide
    }

    /// About as many elements as are wanted, in whole lines, and in whole vectors if that takes no more than twice as many.
    private static func lines(_ length: Int, _ wanted: Int) -> Int {
        // The largest power of two that divides the length.
        let power = length & -length
        let whole = length &* (lanes / Swift.min(power, lanes))
        let unit = whole <= 2 &* wanted ? whole : length
        return Swift.max(1, wanted / unit) &* unit
    }

    /// More elements where there are few registers; as many as a task has where nothing is done but to combine what lies in memory.
    private static func width(
        _ program: Program, _ readers: UnsafeMutableBufferPointer<Reader?>
    ) -> Int {
        var bytes = 0
        var onlyLoads = true
        for (number, step) in program.steps.enumerated() where !step.isPerRow {
            if readers[number]?.direct != nil { continue }
            onlyLoads = false
            switch step.action {
            case .constant, .spread, .index: continue
            case .load where readers[number]?.isConstant ?? true: continue
            default: bytes &+= step.type.byteSize
            }
        }
        if onlyLoads { return Grain.task }
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
