import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Finds the index of the best element of each row along an axis.
    func runIndexReduction(
        _ kernel: IndexReductionKernel, _ axis: Int, _ launch: Launch
    ) throws(SwndError) {
        let (input, output) = (launch.inputs[0], launch.output)
        let functions = kernel.functions(input.dtype.computeType)
        if input.shape[axis] == 1 {
            return clear(output.start, output.shape.count &* output.dtype.byteCount)
        }
        if let columns = BestOfColumns(input, axis, output) {
            try columns.run(functions)
        } else {
            try BestOfRows(input, axis, output).run(functions)
        }
    }
}

/// Elements along the axis are read one after the other.
private struct BestOfRows {
    private let reader: Reader
    private let type: ComputeType
    private let output: Value
    private let rows: Int
    private let length: Int

    init(_ input: Value, _ axis: Int, _ output: Value) {
        type = input.dtype.computeType
        reader = Reader(
            input, as: input.layout.groupingLast(AxisSet(CollectionOfOne(axis))), to: type.dtype)
        self.output = output
        rows = output.shape.count
        length = input.shape[axis]
    }

    func run(_ functions: IndexReductionKernel.Functions) throws(SwndError) {
        let indices = try Scratch(byteCount: rows &* 8)
        let results = indices.bytes.bindMemory(to: Int64.self, capacity: rows)
        if length >= 2 &* Grain.task {
            try searchLong(functions, results)
        } else {
            searchShort(functions, results)
        }
        ci_convert(output.dtype.rawValue, output.start, DType.int64.rawValue, results, 1, rows)
    }

    private func searchShort(
        _ functions: IndexReductionKernel.Functions, _ results: UnsafeMutablePointer<Int64>
    ) {
        let perTask = Swift.max(1, Grain.task / Swift.max(length, 1))
        ThreadPool.shared.parallelFor((rows &+ perTask &- 1) / perTask) { task in
            let first = task &* perTask
            let end = Swift.min(first &+ perTask, rows)
            withRuns(of: length) { read in
                for row in first..<end {
                    results[row] = Int64(functions.search(read(row &* length, length), length))
                }
            }
        }
    }

    /// In pieces: their best elements side by side are a row as well.
    private func searchLong(
        _ functions: IndexReductionKernel.Functions, _ results: UnsafeMutablePointer<Int64>
    ) throws(SwndError) {
        let size = type.byteSize
        let pieces = (length &+ Grain.task &- 1) / Grain.task
        let scratch = try Scratch(byteCount: rows &* pieces &* 16)
        let best = scratch.bytes
        let found = (best + rows &* pieces &* 8).bindMemory(
            to: Int64.self, capacity: rows &* pieces)
        ThreadPool.shared.parallelFor(rows &* pieces) { task in
            let (row, piece) = task.quotientAndRemainder(dividingBy: pieces)
            let first = piece &* Grain.task
            let count = Swift.min(Grain.task, length &- first)
            withRuns(of: count) { read in
                let source = read(row &* length &+ first, count)
                let index = functions.search(source, count)
                found[task] = Int64(first &+ index)
                (best + task &* size).copyMemory(from: source + index &* size, byteCount: size)
            }
        }
        for row in 0..<rows {
            let piece = functions.search(best + row &* pieces &* size, pieces)
            results[row] = found[row &* pieces &+ piece]
        }
    }

    /// Gives `body` what reads a run: where it lies, or into memory that the next run reuses.
    private func withRuns(
        of count: Int, _ body: ((_ first: Int, _ count: Int) -> UnsafeRawPointer) -> Void
    ) {
        let size = type.byteSize
        if let direct = reader.direct {
            return body { first, _ in direct + first &* size }
        }
        withUnsafeTemporaryAllocation(byteCount: count &* size &+ 64, alignment: 64) { room in
            guard let start = room.baseAddress else { return }
            body { first, count in
                reader.read(start, from: first, count: count)
                return UnsafeRawPointer(start)
            }
        }
    }
}

/// Elements beside each other belong to different results: bands of rows, each with the best of its columns so far.
private struct BestOfColumns {
    private let reader: Reader
    private let type: ComputeType
    private let output: Value
    private let planes: Int
    private let length: Int
    private let width: Int

    /// Nothing where reading along the axis is better.
    init?(_ input: Value, _ axis: Int, _ output: Value) {
        let layout = input.layout
        let kept = (0..<layout.shape.rank).filter { $0 != axis }
        length = layout.shape[axis]
        // The last axes come after the reduced one where their elements are closer in memory.
        var split = kept.count
        var width = 1
        while split > 0,
            layout.shape[kept[split - 1]] == 1
                || layout.stride(kept[split - 1]).magnitude < layout.stride(axis).magnitude
        {
            split -= 1
            width &*= layout.shape[kept[split]]
        }
        if width < 16 {
            // Short rows are not worth a search each: as many of them side by side.
            guard length < 32, output.shape.count >= 16 else { return nil }
            (split, width) = (0, output.shape.count)
        }
        guard let order = layout.permuted(kept[..<split] + [axis] + kept[split...])
        else { return nil }
        type = input.dtype.computeType
        reader = Reader(input, as: order, to: type.dtype)
        self.output = output
        self.width = width
        planes = output.shape.count / Swift.max(width, 1)
    }

    /// Columns that are kept at a time: their best elements and rows stay in the first cache.
    private var strip: Int { Swift.min(width, 2048) }

    func run(_ functions: IndexReductionKernel.Functions) throws(SwndError) {
        let band = Swift.min(length, Swift.max(64, 2 &* Grain.task / strip))
        let bands = (length &+ band &- 1) / band
        if bands == 1 {
            searchWhole(functions)
        } else {
            try searchBands(functions, band, bands)
        }
    }

    /// Columns at full length.
    private func searchWhole(_ functions: IndexReductionKernel.Functions) {
        let size = type.byteSize
        let strips = (width &+ strip &- 1) / strip
        let line = strip &* size &+ 64
        let perTask = Swift.max(1, Grain.task / (strip &* length))
        let total = planes &* strips
        ThreadPool.shared.parallelFor((total &+ perTask &- 1) / perTask) { task in
            withUnsafeTemporaryAllocation(byteCount: 2 &* line, alignment: 64) { room in
                guard let best = room.baseAddress else { return }
                let first = task &* perTask
                for part in first..<Swift.min(first &+ perTask, total) {
                    let (plane, number) = part.quotientAndRemainder(dividingBy: strips)
                    let column = number &* strip
                    let count = Swift.min(strip, width &- column)
                    search(
                        functions, plane &* length &* width &+ column, 0, length, count, best,
                        best + line)
                    ci_convert(
                        output.dtype.rawValue,
                        output.start + (plane &* width &+ column) &* output.dtype.byteCount,
                        (size == 8 ? DType.int64 : .int32).rawValue, best + line, 1, count)
                }
            }
        }
    }

    /// Columns in bands, whose best elements are rows as well.
    private func searchBands(
        _ functions: IndexReductionKernel.Functions, _ band: Int, _ bands: Int
    ) throws(SwndError) {
        let size = type.byteSize
        let strips = (width &+ strip &- 1) / strip
        // Whole vectors are written for each band.
        let line = width &* size &+ 64
        let half = (bands &+ 1) &* line
        let scratch = try Scratch(byteCount: planes &* 2 &* half)
        let memory = scratch.bytes
        ThreadPool.shared.parallelFor(planes &* bands &* strips) { task in
            let (rest, number) = task.quotientAndRemainder(dividingBy: strips)
            let (plane, part) = rest.quotientAndRemainder(dividingBy: bands)
            let column = number &* strip
            let best = memory + (plane &* 2 &* half &+ part &* line &+ column &* size)
            search(
                functions, plane &* length &* width &+ column, band &* part,
                Swift.min(band, length &- band &* part), Swift.min(strip, width &- column),
                best, best + half)
        }
        ThreadPool.shared.parallelFor(planes) { plane in
            let best = memory + plane &* 2 &* half
            let (last, numbers) = (best + bands &* line, best + half)
            functions.columns(best, line, bands, 0, last, last + half, width)
            write(plane, numbers: numbers, line, of: last + half, band)
        }
    }

    /// Searches a strip of a band.
    private func search(
        _ functions: IndexReductionKernel.Functions, _ start: Int, _ row: Int, _ rows: Int,
        _ columns: Int, _ best: UnsafeMutableRawPointer, _ numbers: UnsafeMutableRawPointer
    ) {
        let size = type.byteSize
        if let direct = reader.direct {
            let source = direct + (start &+ row &* width) &* size
            return functions.columns(source, width &* size, rows, 0, best, numbers, columns)
        }
        let stride = (columns &* size &+ 127) / 64 &* 64
        withUnsafeTemporaryAllocation(byteCount: 8 &* stride, alignment: 64) { room in
            guard let tile = room.baseAddress else { return }
            for first in Swift.stride(from: 0, to: rows, by: 8) {
                let count = Swift.min(8, rows &- first)
                for line in 0..<count {
                    reader.read(
                        tile + line &* stride, from: start &+ (row &+ first &+ line) &* width,
                        count: columns)
                }
                functions.columns(tile, stride, count, first, best, numbers, columns)
            }
        }
    }

    /// Puts row numbers together: those within bands, and the bands.
    private func write(
        _ plane: Int, numbers: UnsafeRawPointer, _ line: Int, of bands: UnsafeRawPointer,
        _ band: Int
    ) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 1024) { indices in
            guard let start = indices.baseAddress else { return }
            for first in Swift.stride(from: 0, to: width, by: 1024) {
                let count = Swift.min(1024, width &- first)
                for column in 0..<count {
                    let part = integer(bands, first &+ column)
                    start[column] = Int64(
                        part &* band &+ integer(numbers + part &* line, first &+ column))
                }
                ci_convert(
                    output.dtype.rawValue,
                    output.start + (plane &* width &+ first) &* output.dtype.byteCount,
                    DType.int64.rawValue, start, 1, count)
            }
        }
    }

    private func integer(_ place: UnsafeRawPointer, _ index: Int) -> Int {
        type.byteSize == 8
            ? Int(place.load(fromByteOffset: index &* 8, as: Int64.self))
            : Int(place.load(fromByteOffset: index &* 4, as: Int32.self))
    }
}
