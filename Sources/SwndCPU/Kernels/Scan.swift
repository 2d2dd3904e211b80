import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Combines elements with those before them along an axis, in one of three ways: where the axis is the last one, rows by runs
    /// of a fixed length; where many elements lie side by side, whole rows one after the other; else column by column.
    func runScan(
        _ kernel: ScanKernel, _ axis: Int, _ isReversed: Bool, _ launch: Launch
    ) throws(SwndError) {
        let (input, output) = (launch.inputs[0], launch.output)
        let type = output.dtype.computeType
        let count = output.shape.count
        let isDirect = output.dtype.isComputeType
        let scratch = try Scratch(byteCount: isDirect ? 0 : count &* type.byteSize)
        let result = isDirect ? output.start : scratch.bytes
        try input.withContiguous(as: type.dtype) { source throws(SwndError) in
            let scan = Scan(
                functions: kernel.functions(type), size: type.byteSize, isReversed: isReversed,
                source: source, result: result)
            let planes = Planes(output.shape, axis: axis)
            if planes.inner == 1 {
                try scan.rows(planes.outer, planes.length)
            } else if planes.inner >= type.laneCount {
                scan.planes(planes)
            } else {
                try scan.columns(planes, type.dtype)
            }
        }
        if !isDirect { store(result, type.dtype, to: output) }
    }

    /// Writes elements of another dtype, in C order, as those of an output.
    func store(_ elements: UnsafeMutableRawPointer, _ dtype: DType, to output: Value) {
        let count = output.shape.count
        ThreadPool.shared.parallelFor((count &+ Grain.task &- 1) / Grain.task) { task in
            let first = task &* Grain.task
            ci_convert(
                output.dtype.rawValue, output.start + first &* output.dtype.byteCount,
                dtype.rawValue, elements + first &* dtype.byteCount, 1,
                Swift.min(Grain.task, count &- first))
        }
    }
}

/// Scans between contiguous arrays of one compute type.
private struct Scan {
    let functions: ScanKernel.Functions
    let size: Int
    let isReversed: Bool
    let source: UnsafeRawPointer
    let result: UnsafeMutableRawPointer

    /// The elements of a run of a row; runs are counted from where the scan begins.
    private func run(_ number: Int, of length: Int) -> (begin: Int, count: Int) {
        let before = number &* Grain.run
        let count = Swift.min(Grain.run, length &- before)
        return (isReversed ? length &- before &- count : before, count)
    }

    /// Scans rows that lie one after the other.
    ///
    /// A run is scanned by itself and combined with what all runs before it were combined to. So the order is the same where one
    /// thread does a row at once, and where many do its runs: there, they are read once for their totals.
    func rows(_ rowCount: Int, _ length: Int) throws(SwndError) {
        let runsPerRow = (length &+ Grain.run &- 1) / Grain.run
        let threadCount = ThreadPool.shared.threadCount
        guard runsPerRow > 1, threadCount > 1, rowCount < 2 &* threadCount else {
            let rowsPerTask = Swift.max(1, Grain.task / Swift.max(length, 1))
            return ThreadPool.shared.parallelFor((rowCount &+ rowsPerTask &- 1) / rowsPerTask) {
                task in
                let first = task &* rowsPerTask
                for row in first..<Swift.min(first &+ rowsPerTask, rowCount) {
                    let begin = row &* length &* size
                    self.row(source + begin, result + begin, length)
                }
            }
        }
        let scratch = try Scratch(byteCount: rowCount &* runsPerRow &* size)
        let totals = scratch.bytes
        overRuns(rowCount, length) { number, place, count in
            withState { offset, _ in
                functions.identity(offset)
                functions.run(
                    source + place, count, nil, offset, totals + number &* size, isReversed)
            }
        }
        withState { offset, total in
            for number in 0..<rowCount &* runsPerRow {
                if number % runsPerRow == 0 { functions.identity(offset) }
                let own = totals + number &* size
                total.copyMemory(from: own, byteCount: size)
                own.copyMemory(from: offset, byteCount: size)
                functions.combine(offset, total, offset, 1)
            }
        }
        overRuns(rowCount, length) { number, place, count in
            withState { _, total in
                functions.run(
                    source + place, count, result + place, totals + number &* size, total,
                    isReversed)
            }
        }
    }

    /// Calls `body` for each run of each row, from several threads, with its place in bytes.
    private func overRuns(
        _ rowCount: Int, _ length: Int,
        _ body: (_ number: Int, _ place: Int, _ count: Int) -> Void
    ) {
        let runsPerRow = (length &+ Grain.run &- 1) / Grain.run
        let runsPerTask = Grain.task / Grain.run
        let total = rowCount &* runsPerRow
        ThreadPool.shared.parallelFor((total &+ runsPerTask &- 1) / runsPerTask) { task in
            let first = task &* runsPerTask
            for number in first..<Swift.min(first &+ runsPerTask, total) {
                let (row, part) = number.quotientAndRemainder(dividingBy: runsPerRow)
                let (begin, count) = run(part, of: length)
                body(number, (row &* length &+ begin) &* size, count)
            }
        }
    }

    /// Scans one row, run by run.
    private func row(
        _ source: UnsafeRawPointer, _ result: UnsafeMutableRawPointer, _ length: Int
    ) {
        withState { offset, total in
            functions.identity(offset)
            for number in 0..<(length &+ Grain.run &- 1) / Grain.run {
                let (begin, count) = run(number, of: length)
                functions.run(
                    source + begin &* size, count, result + begin &* size, offset, total,
                    isReversed)
                functions.combine(offset, total, offset, 1)
            }
        }
    }

    /// Room for two scalars.
    private func withState(
        _ body: (_ offset: UnsafeMutableRawPointer, _ total: UnsafeMutableRawPointer) -> Void
    ) {
        withUnsafeTemporaryAllocation(byteCount: 32, alignment: 16) { state in
            if let start = state.baseAddress { body(start, start + 16) }
        }
    }

    /// Scans over an axis whose elements have others beside them: each row is the one before it combined with the input's.
    func planes(_ planes: Planes) {
        let threadCount = ThreadPool.shared.threadCount
        let cuts = (threadCount &+ planes.outer &- 1) / Swift.max(planes.outer, 1)
        // Whole lines of memory, few enough for the row before to stay in the cache.
        let width = Swift.max(64, Swift.min(4096, (planes.inner / cuts &+ 15) / 16 &* 16))
        let tiles = (planes.inner &+ width &- 1) / width
        let step = planes.inner &* size
        let isSmall = planes.outer &* planes.length &* planes.inner < Grain.task
        let tasks = planes.outer &* tiles
        func tile(_ task: Int) {
            let (plane, tile) = task.quotientAndRemainder(dividingBy: tiles)
            let count = Swift.min(width, planes.inner &- tile &* width)
            let first = (plane &* planes.length &* planes.inner &+ tile &* width) &* size
            let move = isReversed ? -step : step
            var place = isReversed ? first &+ (planes.length &- 1) &* step : first
            (result + place).copyMemory(from: source + place, byteCount: count &* size)
            for _ in 1..<Swift.max(planes.length, 1) {
                functions.combine(
                    result + place, source + (place &+ move), result + (place &+ move), count)
                place &+= move
            }
        }
        if isSmall {
            for task in 0..<tasks { tile(task) }
        } else {
            ThreadPool.shared.parallelFor(tasks, tile)
        }
    }

    /// Scans columns one by one, as rows in memory of their own.
    func columns(_ planes: Planes, _ dtype: DType) throws(SwndError) {
        let columnCount = planes.outer &* planes.inner
        let columnSize = planes.length &* size &+ 64
        let taskCount = Swift.min(columnCount, 2 &* ThreadPool.shared.threadCount)
        let scratch = try Scratch(byteCount: taskCount &* columnSize)
        let buffers = scratch.bytes
        ThreadPool.shared.parallelFor(taskCount) { task in
            let buffer = buffers + task &* columnSize
            for column in stride(from: task, to: columnCount, by: taskCount) {
                let (plane, inner) = column.quotientAndRemainder(dividingBy: planes.inner)
                let place = (plane &* planes.length &* planes.inner &+ inner) &* size
                ci_convert(
                    dtype.rawValue, buffer, dtype.rawValue, source + place, planes.inner,
                    planes.length)
                row(UnsafeRawPointer(buffer), buffer, planes.length)
                ci_convert_scatter(
                    dtype.rawValue, result + place, planes.inner, dtype.rawValue, buffer,
                    planes.length)
            }
        }
    }
}
