/// A loop over all elements of some axes, cut into tiles of the last two, which threads take in the order of the target's memory.
struct TiledLoop {
    typealias Axis = CopyAxes.Axis

    /// A part of the last two axes, at a place of the others.
    struct Tile {
        /// Bytes from the start of each side's storage.
        var from: Int
        var to: Int
        var rows: Int
        var columns: Int
    }

    let rows: Axis
    let columns: Axis
    private let outer: CopyAxes
    private let rowStep: Int
    private let columnStep: Int

    /// - Parameters:
    ///   - outer: the axes around the last two, and where everything starts.
    ///   - tile: the longest rows and columns of a tile.
    init(_ outer: CopyAxes, rows: Axis, columns: Axis, tile: (rows: Int, columns: Int)) {
        self.outer = outer
        self.rows = rows
        self.columns = columns
        rowStep = Swift.max(1, Swift.min(tile.rows, rows.length))
        columnStep = Swift.max(1, Swift.min(tile.columns, columns.length))
    }

    /// Calls `body` for every tile, and `end` after each run of tiles that a thread took.
    ///
    /// - Parameter elementSize: bytes that an element of both axes stands for.
    func run(
        elementSize: Int, _ body: (_ tile: Tile) -> Void, end: () -> Void = {}
    ) {
        let across = (columns.length &+ columnStep &- 1) / columnStep
        let down = (rows.length &+ rowStep &- 1) / rowStep
        var planes = 1
        for axis in 0..<outer.count { planes &*= outer[axis].length }
        let size = rowStep &* columnStep &* elementSize
        let perTask = Swift.max(1, Self.bytesPerTask / Swift.max(size, 1))
        let tiles = planes &* down &* across
        ThreadPool.shared.parallelFor((tiles &+ perTask &- 1) / perTask) { task in
            let first = task &* perTask
            var (rest, column) = first.quotientAndRemainder(dividingBy: across)
            var row = 0
            (rest, row) = rest.quotientAndRemainder(dividingBy: down)
            var place = Place(outer, rest)
            for _ in first..<Swift.min(first &+ perTask, tiles) {
                let (r, c) = (row &* rowStep, column &* columnStep)
                body(
                    Tile(
                        from: place.from &+ r &* rows.from &+ c &* columns.from,
                        to: place.to &+ r &* rows.to &+ c &* columns.to,
                        rows: Swift.min(rowStep, rows.length &- r),
                        columns: Swift.min(columnStep, columns.length &- c)))
                column &+= 1
                if column < across { continue }
                column = 0
                row &+= 1
                if row < down { continue }
                row = 0
                place.advance(outer)
            }
            end()
        }
    }

    /// Whether every row of the target starts at an address that is a multiple of `alignment`.
    func startsAreMultiples(of alignment: Int, from address: Int) -> Bool {
        var bits = (address &+ outer.to) | rows.to
        for axis in 0..<outer.count { bits |= outer[axis].to }
        return bits & (alignment &- 1) == 0
    }

    /// What is worth waking a thread for.
    private static let bytesPerTask = 128 << 10
}

/// A place in the axes around a tile.
private struct Place {
    private var indices = InlineArray<8, Int>(repeating: 0)
    var from: Int
    var to: Int

    init(_ axes: CopyAxes, _ number: Int) {
        (from, to) = (axes.from, axes.to)
        var (rest, axis) = (number, axes.count &- 1)
        while axis >= 0 {
            let (quotient, index) = rest.quotientAndRemainder(dividingBy: axes[axis].length)
            indices[axis] = index
            from &+= index &* axes[axis].from
            to &+= index &* axes[axis].to
            rest = quotient
            axis &-= 1
        }
    }

    mutating func advance(_ axes: CopyAxes) {
        var axis = axes.count &- 1
        while axis >= 0 {
            let (length, stepFrom, stepTo) = (axes[axis].length, axes[axis].from, axes[axis].to)
            indices[axis] &+= 1
            from &+= stepFrom
            to &+= stepTo
            if indices[axis] < length { return }
            from &-= length &* stepFrom
            to &-= length &* stepTo
            indices[axis] = 0
            axis &-= 1
        }
    }
}
