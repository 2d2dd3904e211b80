import SwndCore
import SwndGraph

extension IndexBounds {
    /// An index brought into `0 ..< length`; negative where it has no place there. The length is at least 1.
    @inline(__always)
    fileprivate func resolve(_ index: Int64, _ length: Int64) -> Int64 {
        switch self {
        case .clip: return Swift.min(Swift.max(index, 0), length &- 1)
        case .wrap:
            if index >= 0, index < length { return index }
            let rest = index % length
            return rest < 0 ? rest &+ length : rest
        case .raise, .skip: return index >= 0 && index < length ? index : -1
        case .fromEnd:
            let place = index < 0 ? index &+ length : index
            return place >= 0 && place < length ? place : -1
        }
    }

    /// Resolves a run of indices where they lie; negative where one of them has no place.
    func resolve(_ places: UnsafeMutablePointer<Int64>, _ count: Int, _ length: Int64) -> Int64 {
        var all: Int64 = 0
        // A loop for each, which the compiler makes vectors of.
        switch self {
        case .clip:
            for index in 0..<count {
                places[index] = IndexBounds.clip.resolve(places[index], length)
            }
        case .wrap:
            for index in 0..<count {
                places[index] = IndexBounds.wrap.resolve(places[index], length)
            }
        case .raise, .skip:
            for index in 0..<count {
                let place = IndexBounds.raise.resolve(places[index], length)
                places[index] = place
                all |= place
            }
        case .fromEnd:
            for index in 0..<count {
                let place = IndexBounds.fromEnd.resolve(places[index], length)
                places[index] = place
                all |= place
            }
        }
        return all
    }
}

/// The elements of an array of indices, in C order, as places along an axis.
struct Places: ~Copyable {
    private let scratch: Scratch
    let count: Int

    /// Throws where an index outside of the axis is an error; where it is to be skipped, its place is negative.
    ///
    /// - Parameter axis: the number of the axis, for the error.
    init(
        _ indices: Value, along axis: Int, length: Int, _ bounds: IndexBounds, name: String
    ) throws(SwndError) {
        let count = indices.shape.count
        let chunks = (count &+ Grain.task &- 1) / Grain.task
        let scratch = try Scratch(byteCount: (count &+ chunks) &* 8)
        let places = scratch.bytes.bindMemory(to: Int64.self, capacity: count &+ chunks)
        let reader = Reader(indices, as: indices.layout, to: .int64)
        let length = Int64(Swift.max(length, 1))
        ThreadPool.shared.parallelFor(chunks) { chunk in
            let first = chunk &* Grain.task
            let number = Swift.min(Grain.task, count &- first)
            let part = places + first
            reader.read(UnsafeMutableRawPointer(part), from: first, count: number)
            places[count &+ chunk] = bounds.resolve(part, number, length)
        }
        if bounds == .raise || bounds == .fromEnd {
            for chunk in 0..<chunks where places[count &+ chunk] < 0 {
                let first = chunk &* Grain.task
                let index = reader.firstOutside(
                    of: Int(length), bounds, from: first, count: count)
                throw SwndError(
                    .index,
                    "\(name): index \(index ?? 0) is out of range for axis \(axis) with length"
                        + " \(length)")
            }
        }
        self.scratch = scratch
        self.count = count
    }

    /// Place by place; valid as long as this is.
    var pointer: UnsafePointer<Int64> {
        UnsafePointer(scratch.bytes.assumingMemoryBound(to: Int64.self))
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
