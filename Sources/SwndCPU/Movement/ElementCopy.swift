import CIntrinsics
import SwndCore

/// A copy of elements, as they are, from the places of one layout to those of another.
///
/// How it is done is decided by which elements lie side by side on which side. Runs are copied as runs. A run so short that it is
/// an element of another size (two floats are a double) counts as one. Where neighbours of the target are far from each other in the
/// source while other elements lie side by side there, blocks are transposed in registers.
struct ElementCopy {
    private typealias Axis = CopyAxes.Axis

    private enum Pattern {
        /// Rows of elements that lie side by side on both sides; columns are bytes.
        case runs
        /// Rows of elements that are evenly spaced on both sides.
        case elements
        /// Columns lie side by side in the target, rows in the source.
        case transposition
    }

    private let pattern: Pattern
    private let loop: TiledLoop
    /// Bytes of an element.
    private let size: Int
    /// All bytes to write.
    private let byteCount: Int

    /// Whether neighbours of the target are lines apart in the source, though elements lie closer there in another order.
    let turnsOrder: Bool

    /// The shapes are the same and have elements.
    init(from source: Layout, to target: Layout, elementSize: Int) {
        var axes = CopyAxes(
            from: source, elementSize: elementSize, to: target, elementSize: elementSize)
        byteCount = target.shape.count &* elementSize
        var size = elementSize
        var run = elementSize
        if axes.count > 0 {
            let last = axes[axes.count &- 1]
            if last.from == size, last.to == size {
                run = axes.remove(axes.count &- 1).length &* size
            }
        }
        if [1, 2, 4, 8, 16].contains(run), axes.count > 0 {
            size = run
        } else {
            self.size = 1
            turnsOrder = false
            pattern = .runs
            let rows =
                axes.count > 0 ? axes.remove(axes.count &- 1) : Axis(length: 1, from: 0, to: 0)
            loop = TiledLoop(
                axes, rows: rows, columns: Axis(length: run, from: 1, to: 1),
                tile: (rows: Swift.max(1, Self.task / run), columns: Self.task))
            return
        }
        self.size = size
        if let near = axes.nearest {
            turnsOrder = true
            (pattern, loop) = Self.turning(axes, near, size)
        } else {
            turnsOrder = false
            (pattern, loop) = Self.straight(axes, size)
        }
    }

    private static let task = 128 << 10

    /// Elements of the source are read in the order of the target.
    private static func straight(_ given: CopyAxes, _ size: Int) -> (Pattern, TiledLoop) {
        var axes = given
        var columns = axes.remove(axes.count &- 1)
        var rows =
            axes.count > 0 ? axes.remove(axes.count &- 1) : Axis(length: 1, from: 0, to: 0)
        // A loop over few elements is short of work; the other axis may have more.
        if columns.length < 8, rows.length > columns.length { swap(&rows, &columns) }
        let length = Swift.min(columns.length, task / size)
        // Where both axes write the same lines, tiles keep them in the first cache.
        let isInterleaved = columns.to.magnitude > rows.to.magnitude
        return (
            .elements,
            TiledLoop(
                axes, rows: rows, columns: columns,
                tile: isInterleaved
                    ? (rows: rows.length, columns: 1024)
                    : (rows: Swift.max(1, task / size / length), columns: length))
        )
    }

    /// Elements are read in tiles of which both sides' lines stay in the first cache.
    private static func turning(
        _ given: CopyAxes, _ near: Int, _ size: Int
    ) -> (Pattern, TiledLoop) {
        var axes = given
        let columns = axes.remove(axes.count &- 1)
        let rows = axes.removeForward(near)
        if columns.length < 8, rows.length > columns.length {
            return (
                .elements,
                TiledLoop(
                    axes, rows: columns, columns: rows,
                    tile: (rows: columns.length, columns: 1024))
            )
        }
        guard rows.from == size, columns.to == size, rows.length >= 4 else {
            return (
                .elements,
                TiledLoop(axes, rows: rows, columns: columns, tile: (rows: 32, columns: 128))
            )
        }
        // Runs of 2 KiB of the target, from whole lines of the source.
        return (
            .transposition,
            TiledLoop(axes, rows: rows, columns: columns, tile: (rows: 64, columns: 2048 / size))
        )
    }

    /// Copies everything. The addresses are those of the storages.
    func run(_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer) {
        let (size, rows, columns) = (size, loop.rows, loop.columns)
        switch pattern {
        case .runs:
            let streams: Int32 =
                columns.length >= 512 && CacheSize.isExceeded(byPassOver: 2 &* byteCount) ? 1 : 0
            loop.run(elementSize: 1) { tile in
                ci_copy_runs(
                    target + tile.to, rows.to, source + tile.from, rows.from, tile.columns,
                    tile.rows, streams)
            } end: {
                if streams != 0 { ci_stream_fence() }
            }
        case .elements:
            loop.run(elementSize: size) { tile in
                for row in 0..<tile.rows {
                    ci_copy_elements(
                        size, target + (tile.to &+ row &* rows.to), columns.to,
                        source + (tile.from &+ row &* rows.from), columns.from, tile.columns)
                }
            }
        case .transposition:
            let streams: Int32 =
                CacheSize.isExceeded(byScattering: byteCount) && writesWholeLines(target) ? 1 : 0
            loop.run(elementSize: size) { tile in
                ci_transpose(
                    size, target + tile.to, rows.to, source + tile.from, columns.from, tile.rows,
                    tile.columns, streams)
            } end: {
                if streams != 0 { ci_stream_fence() }
            }
        }
    }

    /// Whether rows of the target start at lines.
    private func writesWholeLines(_ target: UnsafeMutableRawPointer) -> Bool {
        loop.startsAreMultiples(of: 64, from: Int(bitPattern: target))
    }
}
