import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    /// Writes the background everywhere, then the values at their places. Both in one go where what a thread writes first is
    /// still in its cache.
    func runScatter(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (values, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let background = UnsafeRawPointer(launch.inputs[2].start)
        let planes = Planes(output.shape, axis: axis)
        let size = output.dtype.byteCount
        let places = try Places(
            indices, along: axis, length: planes.length, bounds, name: launch.name)
        let (pointer, inner) = (places.pointer, planes.inner)
        let result = output.start
        let plane = planes.length &* inner &* size
        let isOne = values.shape.count == 1
        try values.withContiguous(as: output.dtype) { source throws(SwndError) in
            let from = isOne ? 0 : size
            // Some values of a plane.
            func write(_ number: Int, _ first: Int, _ count: Int) {
                let value = number &* inner &+ first
                ci_scatter_elements(
                    size, result + (number &* plane &+ first &* size), size,
                    source + value &* from, from, pointer + value, inner &* size, count)
            }
            let bytes = 128 << 10
            if plane <= 2 &* bytes {
                let perTask = Swift.max(1, bytes / Swift.max(plane, 1))
                let tasks = (planes.outer &+ perTask &- 1) / perTask
                ThreadPool.shared.parallelFor(tasks) { task in
                    let first = task &* perTask
                    let end = Swift.min(first &+ perTask, planes.outer)
                    ci_repeat(
                        size, result + first &* plane, background,
                        (end &- first) &* planes.length &* inner)
                    if inner > 1 {
                        for number in first..<end { write(number, 0, inner) }
                    } else {
                        ci_scatter_elements(
                            size, result + first &* plane, plane, source + first &* from, from,
                            pointer + first, size, end &- first)
                    }
                }
                return
            }
            let piece = bytes / size
            let total = output.shape.count
            ThreadPool.shared.parallelFor((total &+ piece &- 1) / piece) { task in
                let first = task &* piece
                ci_repeat(
                    size, result + first &* size, background, Swift.min(piece, total &- first))
            }
            let pieces = (inner &+ Grain.task &- 1) / Grain.task
            ThreadPool.shared.parallelFor(planes.outer &* pieces) { task in
                let (number, piece) = task.quotientAndRemainder(dividingBy: pieces)
                let first = piece &* Grain.task
                write(number, first, Swift.min(Grain.task, inner &- first))
            }
        }
    }

    /// Slices are added in the order of their indices, so results do not depend on threads.
    func runScatterAdd(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        switch launch.output.dtype.computeType {
        case .float32: try scatterAdd(Float.self, axis, bounds, launch) { $0 + $1 }
        case .float64: try scatterAdd(Double.self, axis, bounds, launch) { $0 + $1 }
        case .int32: try scatterAdd(Int32.self, axis, bounds, launch) { $0 &+ $1 }
        case .int64: try scatterAdd(Int64.self, axis, bounds, launch) { $0 &+ $1 }
        }
    }

    @inline(__always)
    private func scatterAdd<T: Numeric & Sendable & BitwiseCopyable>(
        _: T.Type, _ axis: Int, _ bounds: IndexBounds, _ launch: Launch, _ add: (T, T) -> T
    ) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(output.shape, axis: axis)
        let dtype = output.dtype.computeType.dtype
        let total = output.shape.count
        // Sums that are no results yet, since they are of another dtype, lie in scratch memory.
        let isDirect = dtype == output.dtype
        let sums = try Scratch(byteCount: isDirect ? 0 : total &* dtype.byteCount)
        let result = (isDirect ? output.start : sums.bytes).bindMemory(to: T.self, capacity: total)
        let places = try Places(
            indices, along: axis, length: planes.length, bounds, name: launch.name)
        let (pointer, count) = (places.pointer, places.count)
        try data.withContiguous(as: dtype) { source throws(SwndError) in
            let values = source.assumingMemoryBound(to: T.self)
            let ranges = Self.ranges(planes, count)
            let range = (planes.length &+ ranges &- 1) / ranges
            ThreadPool.shared.parallelFor(planes.outer &* ranges) { task in
                let (plane, number) = task.quotientAndRemainder(dividingBy: ranges)
                let first = Int64(Swift.min(number &* range, planes.length))
                let end = Int64(Swift.min(Int(first) &+ range, planes.length))
                let target = result + plane &* planes.length &* planes.inner
                let inner = planes.inner
                (target + Int(first) &* inner).initialize(
                    repeating: 0, count: Int(end &- first) &* inner)
                let rows = values + plane &* count &* inner
                for position in 0..<count {
                    let place = pointer[position]
                    if place < first || place >= end { continue }
                    let from = rows + position &* inner
                    let to = target + Int(place) &* inner
                    for column in 0..<inner { to[column] = add(to[column], from[column]) }
                }
            }
        }
        if isDirect { return }
        copyElements(
            sums.bytes, dtype, from: Layout(contiguous: output.shape), to: output.start,
            output.dtype, at: Layout(contiguous: output.shape))
    }

    /// Into how many ranges of places a plane is cut. Each task looks at all indices and works on those of its range, in their
    /// order; that takes rows long enough.
    private static func ranges(_ planes: Planes, _ count: Int) -> Int {
        let threads = ThreadPool.shared.threadCount
        guard planes.outer < threads, planes.inner >= 16, count &* planes.inner >= Grain.task
        else { return 1 }
        return Swift.max(1, Swift.min(threads, planes.length))
    }
}
