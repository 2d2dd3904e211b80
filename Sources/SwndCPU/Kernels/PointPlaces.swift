import SwndCore
import SwndGraph

/// Where points lie that arrays of indices name, in elements from the point at index 0 of all their axes.
struct PointPlaces: ~Copyable {
    private let scratch: Scratch
    /// How many points there are.
    let count: Int

    /// - Parameter indices: one array for each axis of the points; they broadcast.
    init(_ points: Points, _ indices: some Collection<Value>, name: String) throws(SwndError) {
        let shape = try Self.shape(of: indices, name)
        let count = shape.count
        let chunks = (count &+ Grain.task &- 1) / Grain.task
        // The places, then what is read of one array at a time, then what was found in each chunk.
        let scratch = try Scratch(byteCount: (2 &* count &+ chunks) &* 8)
        let places = scratch.bytes.bindMemory(to: Int64.self, capacity: 2 &* count &+ chunks)
        let (read, found) = (places + count, places + 2 &* count)
        for (position, (axis, values)) in zip(points.axes, indices).enumerated() {
            let reader = Reader(values, as: values.layout.broadcast(to: shape), to: .int64)
            let (length, step) = (Int64(Swift.max(axis.length, 1)), Int64(axis.step))
            let isFirst = position == 0
            ThreadPool.shared.parallelFor(chunks) { chunk in
                let first = chunk &* Grain.task
                let number = Swift.min(Grain.task, count &- first)
                reader.read(UnsafeMutableRawPointer(read + first), from: first, count: number)
                found[chunk] = points.bounds.resolve(read + first, number, length)
                let (from, to) = (read + first, places + first)
                if isFirst {
                    for index in 0..<number { to[index] = from[index] &* step }
                } else {
                    for index in 0..<number { to[index] &+= from[index] &* step }
                }
            }
            for chunk in 0..<chunks where found[chunk] < 0 || axis.length == 0 {
                let first = chunk &* Grain.task
                throw Self.error(reader, from: first, count, axis, points.bounds, name)
            }
        }
        self.scratch = scratch
        self.count = count
    }

    /// Place by place; valid as long as this is.
    var pointer: UnsafePointer<Int64> {
        UnsafePointer(scratch.bytes.assumingMemoryBound(to: Int64.self))
    }

    private static func shape(of indices: some Collection<Value>, _ name: String)
        throws(SwndError) -> Shape
    {
        guard let shape = Shape.broadcast(indices.lazy.map(\.shape)) else {
            throw SwndError(.internalFault, "\(name): arrays of indices do not broadcast")
        }
        return shape
    }

    /// Names the first index from a position on that is outside of its axis.
    private static func error(
        _ reader: Reader, from first: Int, _ count: Int, _ axis: Points.Axis,
        _ bounds: IndexBounds, _ name: String
    ) -> SwndError {
        let index = reader.firstOutside(of: axis.length, bounds, from: first, count: count) ?? 0
        return SwndError(
            .index,
            "\(name): index \(index) is out of range for axis \(axis.number) with length"
                + " \(axis.length)")
    }
}

extension Reader {
    /// The first of the indices from a position on that has no place on an axis.
    func firstOutside(
        of length: Int, _ bounds: IndexBounds = .fromEnd, from first: Int, count: Int
    ) -> Int64? {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 64) { room in
            guard let start = room.baseAddress else { return nil }
            let place = start.assumingMemoryBound(to: Int64.self)
            for position in first..<count {
                read(start, from: position, count: 1)
                let index = place.pointee
                if length == 0 || bounds.resolve(place, 1, Int64(length)) < 0 { return index }
            }
            return nil
        }
    }
}

extension CPUBackend {
    /// The first of some indices, which have been computed, that is outside of an axis.
    public static func firstOutside(_ indices: Value, of length: Int) -> Int64? {
        let reader = Reader(indices, as: indices.layout, to: .int64)
        let count = indices.shape.count
        let piece = 512
        return withUnsafeTemporaryAllocation(byteCount: piece &* 8 &+ 128, alignment: 64) { room in
            guard let start = room.baseAddress else { return nil }
            let part = start.assumingMemoryBound(to: Int64.self)
            let (low, high) = (-Int64(length), Int64(length))
            var first = 0
            while first < count {
                let number = Swift.min(piece, count &- first)
                reader.read(start, from: first, count: number)
                var isOutside = false
                for index in 0..<number {
                    isOutside = isOutside || part[index] < low || part[index] >= high
                }
                if isOutside { return reader.firstOutside(of: length, from: first, count: count) }
                first &+= number
            }
            return nil
        }
    }
}
