import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Combines elements along axes. The order of combination depends on the shape alone:
    ///
    /// - columns (the kept axes innermost): rows of the reduced axes are combined pairwise;
    /// - otherwise rows: each is cut into runs of a fixed length, and their results are cut and combined in turn.
    func runReduction(
        _ kernel: ReductionKernel, _ axes: AxisSet, _ launch: Launch
    ) throws(SwndError) {
        let input = launch.inputs[0]
        let type = input.dtype.computeType
        let functions = kernel.functions(type)
        let output = launch.output
        if input.shape.count == 0 {
            fillIdentity(kernel.identity ?? .integer(0), output)
            return
        }
        if let columns = ColumnReduction(input, axes, output) {
            columns.run(functions, type)
            return
        }
        let rows = RowReduction(input, axes, output, type)
        try rows.run(functions)
    }

    private func fillIdentity(_ identity: Scalar, _ output: Value) {
        ci_fill_integer(
            output.dtype.rawValue, output.start, identity.integer(as: Int64.self),
            output.shape.count)
    }
}

extension Layout {
    /// The kept axes first, then the reduced ones.
    func groupingLast(_ axes: AxisSet) -> Layout {
        let order =
            (0..<shape.rank).filter { !axes.contains($0) } + (0..<shape.rank).filter(axes.contains)
        return permuted(order) ?? self
    }
}

/// A reduction whose reduced elements are read one after the other.
struct RowReduction {
    private let reader: Reader
    private let type: ComputeType
    private let output: Value
    private let rowCount: Int
    private let rowLength: Int

    init(_ input: Value, _ axes: AxisSet, _ output: Value, _ type: ComputeType) {
        reader = Reader(input, as: input.layout.groupingLast(axes), to: type.dtype)
        self.type = type
        self.output = output
        rowCount = Swift.max(output.shape.count, 1)
        rowLength = input.shape.count / rowCount
    }

    func run(_ functions: ReductionKernel.Functions) throws(SwndError) {
        let size = type.byteSize
        let runsPerRow = (rowLength &+ Grain.run &- 1) / Grain.run
        let partials = try Scratch(byteCount: rowCount &* runsPerRow &* size)
        let results = partials.bytes
        let runCount = rowCount &* runsPerRow
        let runLength = Swift.min(rowLength, Grain.run)
        let runsPerTask = Swift.max(1, Grain.task / Swift.max(runLength, 1))
        let direct = reader.direct
        ThreadPool.shared.parallelFor((runCount &+ runsPerTask &- 1) / runsPerTask) { task in
            withUnsafeTemporaryAllocation(
                byteCount: direct == nil ? runLength &* size &+ 64 : 64, alignment: 64
            ) { scratch in
                guard let buffer = scratch.baseAddress else { return }
                let first = task &* runsPerTask
                for number in first..<Swift.min(first &+ runsPerTask, runCount) {
                    let (row, part) = number.quotientAndRemainder(dividingBy: runsPerRow)
                    let start = row &* rowLength &+ part &* Grain.run
                    let count = Swift.min(Grain.run, rowLength &- part &* Grain.run)
                    if let direct {
                        functions.run(direct + start &* size, count, results + number &* size)
                    } else {
                        reader.read(buffer, from: start, count: count)
                        functions.run(UnsafeRawPointer(buffer), count, results + number &* size)
                    }
                }
            }
        }
        combine(results, runsPerRow, functions)
        ci_convert(
            output.dtype.rawValue, output.start, type.dtype.rawValue, results, runsPerRow, rowCount)
    }

    /// Combines the partial results of each row into its first one, again by runs of a fixed length.
    private func combine(
        _ results: UnsafeMutableRawPointer, _ runsPerRow: Int,
        _ functions: ReductionKernel.Functions
    ) {
        let size = type.byteSize
        for row in 0..<rowCount where runsPerRow > 1 {
            let own = results + row &* runsPerRow &* size
            var left = runsPerRow
            while left > 1 {
                var combined = 0
                for start in stride(from: 0, to: left, by: Grain.run) {
                    let count = Swift.min(Grain.run, left &- start)
                    functions.run(
                        UnsafeRawPointer(own + start &* size), count, own + combined &* size)
                    combined &+= 1
                }
                left = combined
            }
        }
    }
}

/// A reduction whose kept elements lie side by side: whole rows are combined with each other.
struct ColumnReduction {
    private let input: Value
    private let output: Value
    private let outer: Int
    private let rows: Int
    private let columns: Int

    /// Nothing where the input is not contiguous, not a compute type, or the reduced axes are not in the middle.
    init?(_ input: Value, _ axes: AxisSet, _ output: Value) {
        guard input.layout.isContiguous, input.dtype.isComputeType, output.dtype == input.dtype
        else { return nil }
        let shape = input.shape
        let reduced = (0..<shape.rank).filter { axes.contains($0) && shape[$0] != 1 }
        guard let first = reduced.first, let last = reduced.last else { return nil }
        for axis in first...last where !axes.contains(axis) && shape[axis] != 1 { return nil }
        var (outer, rows, columns) = (1, 1, 1)
        for axis in 0..<shape.rank {
            if axis < first {
                outer &*= shape[axis]
            } else if axis <= last {
                rows &*= shape[axis]
            } else {
                columns &*= shape[axis]
            }
        }
        guard columns >= 8 else { return nil }
        self.input = input
        self.output = output
        self.outer = outer
        self.rows = rows
        self.columns = columns
    }

    /// Rows that are combined one after the other before results are combined pairwise.
    private static let block = 32

    func run(_ functions: ReductionKernel.Functions, _ type: ComputeType) {
        let size = type.byteSize
        let width = Grain.tile
        let tilesPerRow = (columns &+ width &- 1) / width
        let levels = Int.bitWidth &- (rows / Self.block).leadingZeroBitCount &+ 2
        let tileSize = width &* size &+ 64
        let combine = functions.combine
        ThreadPool.shared.parallelFor(outer &* tilesPerRow) { number in
            let (plane, tile) = number.quotientAndRemainder(dividingBy: tilesPerRow)
            let count = Swift.min(width, columns &- tile &* width)
            let source =
                UnsafeRawPointer(input.start) + (plane &* rows &* columns &+ tile &* width) &* size
            withUnsafeTemporaryAllocation(byteCount: levels &* tileSize, alignment: 64) { scratch in
                guard let buffers = scratch.baseAddress else { return }
                let pass = ColumnPass(
                    source: source, rowSize: columns &* size, count: count,
                    byteCount: count &* size,
                    tileSize: tileSize, combine: combine)
                pass.reduce(0, rows, buffers)
                (output.start + (plane &* columns &+ tile &* width) &* size)
                    .copyMemory(from: buffers, byteCount: count &* size)
            }
        }
    }

    private struct ColumnPass {
        let source: UnsafeRawPointer
        let rowSize: Int
        let count: Int
        let byteCount: Int
        let tileSize: Int
        let combine: Tile

        /// Combines rows into the first buffer; the ones after it are for the second halves.
        func reduce(_ first: Int, _ end: Int, _ buffers: UnsafeMutableRawPointer) {
            guard end &- first > ColumnReduction.block else {
                buffers.copyMemory(from: source + first &* rowSize, byteCount: byteCount)
                var row = first &+ 1
                while row < end {
                    join(buffers, source + row &* rowSize)
                    row &+= 1
                }
                return
            }
            let middle = first &+ (end &- first) / 2
            reduce(first, middle, buffers)
            reduce(middle, end, buffers + tileSize)
            join(buffers, UnsafeRawPointer(buffers + tileSize))
        }

        private func join(_ sum: UnsafeMutableRawPointer, _ other: UnsafeRawPointer) {
            var operands: InlineArray<2, UnsafeRawPointer> = [UnsafeRawPointer(sum), other]
            withUnsafePointer(to: &operands) { pointers in
                combine.run(
                    UnsafeRawPointer(pointers).assumingMemoryBound(to: UnsafeRawPointer.self), sum,
                    count)
            }
        }
    }
}
