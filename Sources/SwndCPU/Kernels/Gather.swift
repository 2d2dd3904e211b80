import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension IndexBounds {
    /// An index brought into `0 ..< length`; nothing where it is an error. The length is at least 1.
    @inline(__always)
    fileprivate func resolve(_ index: Int64, _ length: Int) -> Int? {
        let length = Int64(length)
        switch self {
        case .clip:
            return Int(Swift.min(Swift.max(index, 0), length &- 1))
        case .wrap:
            let rest = index % length
            return Int(rest < 0 ? rest &+ length : rest)
        case .raise:
            return index >= 0 && index < length ? Int(index) : nil
        }
    }
}

/// The axes before, at and after one: an array as planes of rows of elements.
struct Planes {
    let outer: Int
    let length: Int
    let inner: Int

    init(_ shape: Shape, axis: Int) {
        outer = (0..<axis).reduce(1) { $0 &* shape[$1] }
        length = shape[axis]
        inner = ((axis + 1)..<Swift.max(shape.rank, axis + 1)).reduce(1) { $0 &* shape[$1] }
    }
}

extension CPUBackend {
    /// The indices of an array as places along an axis.
    private func withPlaces(
        _ indices: Value, _ length: Int, _ bounds: IndexBounds, _ name: String,
        _ body: (UnsafePointer<Int>) throws(SwndError) -> Void
    ) throws(SwndError) {
        let count = indices.shape.count
        let scratch = try Scratch(byteCount: count &* 8)
        let raw = scratch.bytes
        Reader(indices, as: indices.layout, to: .int64).read(raw, from: 0, count: count)
        let numbers = raw.assumingMemoryBound(to: Int64.self)
        for position in 0..<count {
            guard let place = bounds.resolve(numbers[position], length) else {
                throw SwndError(
                    .index,
                    "\(name): index \(numbers[position]) is out of range for an axis of length"
                        + " \(length)")
            }
            numbers[position] = Int64(place)
        }
        try body(UnsafePointer(raw.assumingMemoryBound(to: Int.self)))
    }

    func runGather(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(data.shape, axis: axis)
        let size = planes.inner &* data.dtype.byteCount
        let result = output.start
        let count = indices.shape.count
        try data.withContiguous(as: data.dtype) { source throws(SwndError) in
            try withPlaces(indices, planes.length, bounds, launch.name) { places in
                let perTask = Swift.max(1, Grain.task / Swift.max(planes.inner, 1))
                let slices = planes.outer &* count
                ThreadPool.shared.parallelFor((slices &+ perTask &- 1) / perTask) { task in
                    let first = task &* perTask
                    for slice in first..<Swift.min(first &+ perTask, slices) {
                        let (plane, position) = slice.quotientAndRemainder(dividingBy: count)
                        let row = plane &* planes.length &+ places[position]
                        (result + slice &* size).copyMemory(
                            from: source + row &* size, byteCount: size)
                    }
                }
            }
        }
    }

    func runPick(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(data.shape, axis: axis)
        let size = data.dtype.byteCount
        let result = output.start
        let count = output.shape.count
        try data.withContiguous(as: data.dtype) { source throws(SwndError) in
            try withPlaces(indices, planes.length, bounds, launch.name) { places in
                ThreadPool.shared.parallelFor((count &+ Grain.task &- 1) / Grain.task) { task in
                    let first = task &* Grain.task
                    for element in first..<Swift.min(first &+ Grain.task, count) {
                        let (plane, inner) = element.quotientAndRemainder(
                            dividingBy: planes.inner)
                        let row = plane &* planes.length &+ places[element]
                        (result + element &* size).copyMemory(
                            from: source + (row &* planes.inner &+ inner) &* size, byteCount: size)
                    }
                }
            }
        }
    }

    /// Slices are added in the order of their indices, so results do not depend on threads.
    func runScatterAdd(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        switch launch.output.dtype.computeType {
        case .float32: try scatterAdd(Float.self, axis, bounds, launch) { $0 += $1 }
        case .float64: try scatterAdd(Double.self, axis, bounds, launch) { $0 += $1 }
        case .int32: try scatterAdd(Int32.self, axis, bounds, launch) { $0 &+= $1 }
        case .int64: try scatterAdd(Int64.self, axis, bounds, launch) { $0 &+= $1 }
        }
    }

    @inline(__always)
    private func scatterAdd<T: Numeric & Sendable>(
        _: T.Type, _ axis: Int, _ bounds: IndexBounds, _ launch: Launch,
        _ add: (inout T, T) -> Void
    ) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(output.shape, axis: axis)
        let dtype = output.dtype.computeType.dtype
        let sums = try Scratch(byteCount: output.shape.count &* dtype.byteCount)
        let result = sums.bytes.bindMemory(to: T.self, capacity: output.shape.count)
        result.initialize(repeating: 0, count: output.shape.count)
        let count = indices.shape.count
        try data.withContiguous(as: dtype) { source throws(SwndError) in
            let values = source.assumingMemoryBound(to: T.self)
            try withPlaces(indices, Swift.max(planes.length, 1), bounds, launch.name) { places in
                for plane in 0..<planes.outer {
                    for position in 0..<count {
                        let from = values + (plane &* count &+ position) &* planes.inner
                        let to =
                            result + (plane &* planes.length &+ places[position]) &* planes.inner
                        for inner in 0..<planes.inner { add(&to[inner], from[inner]) }
                    }
                }
            }
        }
        ci_convert(
            output.dtype.rawValue, output.start, dtype.rawValue, sums.bytes, 1, output.shape.count)
    }
}
