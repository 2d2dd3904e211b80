import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

/// How the boxes of points are walked: planes of the axes before the points', then the points, then rows of the axes after.
private struct Walk: ~Copyable {
    let planes: Layout
    let row: Layout
    /// Where row 0 of the box at place 0 lies, in elements.
    let start: Int
    private let isScattered: Bool
    private let scratch: Scratch

    var rowCount: Int { row.shape.count }

    init(_ points: Points) throws(SwndError) {
        let box = points.box
        let axes = box.shape.axes
        let planes = Layout(
            shape: try Shape(checking: Array(axes.prefix(points.leading)), name: "box"),
            strides: box.strides.prefix(points.leading), offset: 0)
        let row = Layout(
            shape: try Shape(checking: Array(axes.dropFirst(points.leading)), name: "box"),
            strides: box.strides.dropFirst(points.leading), offset: 0)
        let isScattered = row.shape.count > 1 && !row.isContiguous
        let count = isScattered ? row.shape.count : 0
        let scratch = try Scratch(byteCount: count &* 8)
        let places = scratch.bytes.bindMemory(to: Int64.self, capacity: count)
        var low = 0
        for index in 0..<count {
            let place = row.place(of: index)
            places[index] = Int64(place)
            low = Swift.min(low, place)
        }
        // Places that are not negative, whatever the steps are.
        for index in 0..<count { places[index] &-= Int64(low) }
        start = box.offset &+ low
        (self.planes, self.row, self.isScattered) = (planes, row, isScattered)
        self.scratch = scratch
    }

    /// Where the elements of a row lie from its start on; nothing where they lie side by side.
    var places: UnsafePointer<Int64>? {
        isScattered ? UnsafePointer(scratch.bytes.assumingMemoryBound(to: Int64.self)) : nil
    }
}

extension Layout {
    /// The place of an element from the first one on, by its number in C order.
    fileprivate func place(of number: Int) -> Int {
        var (rest, place) = (number, 0)
        var axis = shape.rank - 1
        while axis >= 0 {
            let (quotient, index) = rest.quotientAndRemainder(
                dividingBy: Swift.max(shape[axis], 1))
            place &+= index &* stride(axis)
            rest = quotient
            axis &-= 1
        }
        return place
    }
}

extension CPUBackend {
    func runGatherPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        let (data, output) = (launch.inputs[0], launch.output)
        let places = try PointPlaces(points, launch.inputs.dropFirst(), name: launch.name)
        let walk = try Walk(points)
        let (pointer, size, count) = (places.pointer, data.dtype.byteCount, walk.rowCount)
        let rows = RowTasks(
            planes: walk.planes.shape.count, rows: places.count, row: count &* size)
        let row = rows.row
        let source = UnsafeRawPointer(data.storage.bytes) + walk.start &* size
        let (result, planes, scattered) = (output.start, walk.planes, walk.places)
        let streams: Int32 =
            row >= 512 && CacheSize.isExceeded(byPassOver: 2 &* rows.byteCount) ? 1 : 0
        rows.run { part in
            let from = source + planes.place(of: part.plane) &* size
            let to = result + (part.plane &* rows.rows &+ part.first) &* row
            if count == 1 {
                ci_gather_elements(size, to, from, 0, pointer + part.first, size, part.count)
            } else if let scattered {
                let (first, number) = (part.start / size, part.length / size)
                for point in 0..<part.count {
                    ci_gather_elements(
                        size, to + (point &* row &+ part.start),
                        from + Int(pointer[part.first &+ point]) &* size, 0, scattered + first,
                        size, number)
                }
            } else {
                ci_gather_runs(
                    to + part.start, row, from + part.start, size, pointer + part.first,
                    part.length, part.count, streams)
            }
        } end: {
            if streams != 0 { ci_stream_fence() }
        }
    }

    /// Boxes are put in the order of their points, so that the last one at a point stays.
    func runPutPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        let (base, part, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        if !launch.isInPlace { try place(base, into: output, at: output.layout) }
        guard part.shape.count > 0 else { return }
        let places = try PointPlaces(points, launch.inputs.dropFirst(2), name: launch.name)
        let walk = try Walk(points)
        let size = output.dtype.byteCount
        let (pointer, number, count) = (places.pointer, places.count, walk.rowCount)
        let result = output.start + walk.start &* size
        let (planes, scattered) = (walk.planes, walk.places)
        // One element for all needs no array of it.
        let isOne = part.layout.strides.enumerated().allSatisfy { $1 == 0 || part.shape[$0] == 1 }
        let values = isOne ? part.firstElement : part
        try values.withContiguous(as: output.dtype) { source throws(SwndError) in
            let step = isOne ? 0 : size
            Self.inPieces(planes.shape.count, of: count, size, times: number) { plane, piece in
                let to = result + planes.place(of: plane) &* size
                let from = source + (plane &* number &* count &+ piece.lowerBound) &* step
                if count == 1 {
                    ci_scatter_elements(size, to, 0, from, step, pointer, size, number)
                    return
                }
                for point in 0..<number {
                    let target = to + Int(pointer[point]) &* size
                    let value = from + point &* count &* step
                    if let scattered {
                        ci_scatter_elements(
                            size, target, 0, value, step, scattered + piece.lowerBound, size,
                            piece.count)
                    } else if isOne {
                        ci_repeat(size, target + piece.lowerBound &* size, value, piece.count)
                    } else {
                        (target + piece.lowerBound &* size).copyMemory(
                            from: value, byteCount: piece.count &* size)
                    }
                }
            }
        }
    }

    /// Calls `body` for each plane with runs of the elements of a row: several runs where rows are long.
    private static func inPieces(
        _ planes: Int, of count: Int, _ size: Int, times number: Int,
        _ body: (_ plane: Int, _ piece: Range<Int>) -> Void
    ) {
        guard number > 0, count > 0 else { return }
        // Each piece looks at all points: less than some cache lines of each row is not worth that.
        let wanted = planes &* count &* number / Grain.task &+ 1
        let most = Swift.max(1, count &* size / 512)
        let pieces = Swift.max(1, Swift.min(most, wanted / Swift.max(planes, 1)))
        let length = (count &+ pieces &- 1) / pieces
        ThreadPool.shared.parallelFor(planes &* pieces) { task in
            let (plane, piece) = task.quotientAndRemainder(dividingBy: pieces)
            let first = Swift.min(piece &* length, count)
            body(plane, first..<Swift.min(first &+ length, count))
        }
    }

    /// Boxes are added in the order of their points, so results do not depend on threads.
    func runAddPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        switch launch.output.dtype.computeType {
        case .float32: try addPoints(Float.self, points, launch) { $0 + $1 }
        case .float64: try addPoints(Double.self, points, launch) { $0 + $1 }
        case .int32: try addPoints(Int32.self, points, launch) { $0 &+ $1 }
        case .int64: try addPoints(Int64.self, points, launch) { $0 &+ $1 }
        }
    }

    @inline(__always)
    private func addPoints<T: Numeric & Sendable & BitwiseCopyable>(
        _: T.Type, _ points: Points, _ launch: Launch, _ add: (T, T) -> T
    ) throws(SwndError) {
        let (data, output) = (launch.inputs[0], launch.output)
        let dtype = output.dtype.computeType.dtype
        let total = output.shape.count
        // Sums that are no results yet, since they are of another dtype, lie in scratch memory.
        let isDirect = dtype == output.dtype
        let sums = try Scratch(byteCount: isDirect ? 0 : total &* dtype.byteCount)
        let start = isDirect ? output.start : sums.bytes
        clear(start, total &* dtype.byteCount)
        let result = start.bindMemory(to: T.self, capacity: total)
        let places = try PointPlaces(points, launch.inputs.dropFirst(), name: launch.name)
        let walk = try Walk(points)
        let (pointer, number, count) = (places.pointer, places.count, walk.rowCount)
        let (planes, scattered, origin) = (walk.planes, walk.places, walk.start)
        try data.withContiguous(as: dtype) { source throws(SwndError) in
            let values = source.assumingMemoryBound(to: T.self)
            Self.inPieces(planes.shape.count, of: count, dtype.byteCount, times: number) {
                plane, piece in
                let to = result + (origin &+ planes.place(of: plane))
                let from = values + plane &* number &* count
                for point in 0..<number {
                    let (target, row) = (to + Int(pointer[point]), from + point &* count)
                    if let scattered {
                        for index in piece {
                            let place = Int(scattered[index])
                            target[place] = add(target[place], row[index])
                        }
                    } else {
                        for index in piece { target[index] = add(target[index], row[index]) }
                    }
                }
            }
        }
        if isDirect { return }
        copyElements(
            sums.bytes, dtype, from: Layout(contiguous: output.shape), to: output.start,
            output.dtype, at: Layout(contiguous: output.shape))
    }
}

extension Value {
    /// The first element alone.
    fileprivate var firstElement: Value {
        aliased(Layout(contiguous: .one, offset: layout.offset))
    }
}
