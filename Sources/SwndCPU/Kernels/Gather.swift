import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    func runGather(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(data.shape, axis: axis)
        let result = output.start
        let places = try Places(
            indices, along: axis, length: planes.length, bounds, name: launch.name)
        let (pointer, count) = (places.pointer, places.count)
        let element = data.dtype.byteCount
        try data.withContiguous(as: data.dtype) { source throws(SwndError) in
            let rows = RowTasks(planes: planes.outer, rows: count, row: planes.inner &* element)
            let row = rows.row
            let streams: Int32 =
                row >= 512 && CacheSize.isExceeded(byPassOver: 2 &* rows.byteCount) ? 1 : 0
            rows.run { part in
                let from = source + (part.plane &* planes.length &* row &+ part.start)
                let to = result + ((part.plane &* count &+ part.first) &* row &+ part.start)
                if row == element {
                    ci_gather_elements(element, to, from, 0, pointer + part.first, row, part.count)
                } else {
                    ci_gather_runs(
                        to, row, from, row, pointer + part.first, part.length, part.count, streams)
                }
            } end: {
                if streams != 0 { ci_stream_fence() }
            }
        }
    }

    func runPick(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let layout = data.layout
        let places = try Places(
            indices, along: axis, length: layout.shape[axis], bounds, name: launch.name)
        guard let kept = layout.shape.keeping(ones: AxisSet(CollectionOfOne(axis))) else { return }
        // Data are read where they are: of each row, it is one element.
        let size = data.dtype.byteCount
        var axes = CopyAxes(
            from: Layout(shape: kept, stepsOf: layout, offset: layout.offset),
            elementSize: size, to: Layout(contiguous: kept), elementSize: size)
        let one = CopyAxes.Axis(length: 1, from: 0, to: 0)
        let columns = axes.count > 0 ? axes.remove(axes.count &- 1) : one
        let rows = axes.count > 0 ? axes.remove(axes.count &- 1) : one
        let loop = TiledLoop(
            axes, rows: rows, columns: columns,
            tile: (rows: Swift.max(1, Grain.task / columns.length), columns: Grain.task))
        let (source, result) = (UnsafeRawPointer(data.storage.bytes), output.start)
        let along = layout.stride(axis) &* size
        let pointer = places.pointer
        loop.run(elementSize: size) { tile in
            for row in 0..<tile.rows {
                let to = tile.to &+ row &* rows.to
                ci_gather_elements(
                    size, result + to, source + (tile.from &+ row &* rows.from), columns.from,
                    pointer + to / size, along, tile.columns)
            }
        }
    }
}

/// Rows of bytes, plane by plane, cut for threads.
struct RowTasks {
    /// Some rows of a plane, or a part of one.
    struct Part {
        var plane: Int
        var first: Int
        var count: Int
        /// The bytes of each row: where they start, and how many.
        var start: Int
        var length: Int
    }

    let planes: Int
    let rows: Int
    /// Bytes of a row.
    let row: Int

    var byteCount: Int { planes &* rows &* row }

    /// Calls `body` for all parts, and `end` after each run of them that a thread took.
    func run(_ body: (Part) -> Void, end: () -> Void) {
        guard byteCount > 0 else { return }
        let bytes = 128 << 10
        if row >= 2 &* bytes {
            let pieces = (row &+ bytes &- 1) / bytes
            ThreadPool.shared.parallelFor(planes &* rows &* pieces) { task in
                let (number, piece) = task.quotientAndRemainder(dividingBy: pieces)
                let (plane, first) = number.quotientAndRemainder(dividingBy: rows)
                let start = piece &* bytes
                body(
                    Part(
                        plane: plane, first: first, count: 1, start: start,
                        length: Swift.min(bytes, row &- start)))
                end()
            }
            return
        }
        let perTask = Swift.max(1, bytes / row)
        let total = planes &* rows
        ThreadPool.shared.parallelFor((total &+ perTask &- 1) / perTask) { task in
            let last = Swift.min((task &+ 1) &* perTask, total)
            var (plane, first) = (task &* perTask).quotientAndRemainder(dividingBy: rows)
            var done = task &* perTask
            while done < last {
                let count = Swift.min(rows &- first, last &- done)
                body(Part(plane: plane, first: first, count: count, start: 0, length: row))
                done &+= count
                plane &+= 1
                first = 0
            }
            end()
        }
    }
}
