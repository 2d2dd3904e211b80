import CIntrinsics
import SwndCore

/// A copy of elements, as another dtype, from the places of one layout to those of another.
struct ConvertingCopy {
    private let source: DType
    private let target: DType
    private let loop: TiledLoop
    /// Whether elements that lie side by side in the source are lines apart in the target.
    private let turnsOrder: Bool

    /// The shapes are the same and have elements.
    init(from layout: Layout, _ source: DType, to place: Layout, _ target: DType) {
        self.source = source
        self.target = target
        var axes = CopyAxes(
            from: layout, elementSize: source.byteCount, to: place, elementSize: target.byteCount)
        let one = CopyAxes.Axis(length: 1, from: 0, to: 0)
        let near = axes.nearest
        let columns = axes.count > 0 ? axes.remove(axes.count &- 1) : one
        if let near, axes[near].from.magnitude == source.byteCount, axes[near].length >= 4,
            columns.to == target.byteCount, columns.length >= 4
        {
            turnsOrder = true
            let rows = axes.removeForward(near)
            loop = TiledLoop(axes, rows: rows, columns: columns, tile: (rows: 64, columns: 128))
            return
        }
        turnsOrder = false
        let rows = axes.count > 0 ? axes.remove(axes.count &- 1) : one
        let length = Swift.min(columns.length, Grain.task)
        loop = TiledLoop(
            axes, rows: rows, columns: columns, tile: (rows: Grain.task / length, columns: length))
    }

    /// Copies everything. The addresses are those of the storages.
    func run(_ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer) {
        loop.run(elementSize: Swift.max(source.byteCount, target.byteCount)) { tile in
            if turnsOrder {
                convertTurned(input + tile.from, output + tile.to, tile)
                return
            }
            for row in 0..<tile.rows {
                convert(
                    input + (tile.from &+ row &* loop.rows.from),
                    output + (tile.to &+ row &* loop.rows.to), tile.columns)
            }
        }
    }

    /// By way of a transposed tile, so that elements are converted as vectors.
    private func convertTurned(
        _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer, _ tile: TiledLoop.Tile
    ) {
        let size = source.byteCount
        let stride = tile.columns &* size
        withUnsafeTemporaryAllocation(byteCount: tile.rows &* stride &+ 64, alignment: 64) {
            guard let turned = $0.baseAddress else { return }
            ci_transpose(
                size, turned, stride, input, loop.columns.from, tile.rows, tile.columns, 0)
            for row in 0..<tile.rows {
                ci_convert(
                    target.rawValue, output + row &* loop.rows.to, source.rawValue,
                    turned + row &* stride, 1, tile.columns)
            }
        }
    }

    /// Converts a row.
    private func convert(
        _ input: UnsafeRawPointer, _ output: UnsafeMutableRawPointer, _ count: Int
    ) {
        let (from, to) = (loop.columns.from, loop.columns.to)
        let (code, sourceCode) = (target.rawValue, source.rawValue)
        if to == target.byteCount || count == 1 {
            ci_convert(code, output, sourceCode, input, from / source.byteCount, count)
        } else if from == source.byteCount {
            ci_convert_scatter(code, output, to / target.byteCount, sourceCode, input, count)
        } else {
            for index in 0..<count {
                ci_convert(
                    code, output + index &* to, sourceCode, input + index &* from, 1, 1)
            }
        }
    }
}

/// Copies elements of a storage, converted where the dtypes differ, to places of another one.
package func copyElements(
    _ source: UnsafeRawPointer, _ dtype: DType, from layout: Layout,
    to target: UnsafeMutableRawPointer, _ targetDType: DType, at place: Layout
) {
    guard place.shape.count > 0 else { return }
    if dtype == targetDType {
        ElementCopy(from: layout, to: place, elementSize: dtype.byteCount).run(source, target)
    } else {
        ConvertingCopy(from: layout, dtype, to: place, targetDType).run(source, target)
    }
}
