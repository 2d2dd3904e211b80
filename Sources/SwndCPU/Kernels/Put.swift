import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    /// Copies the base, unless the result lies in it already, then the slices in the order of their indices: so the last of several
    /// for one place stays, whatever the number of threads.
    func runPut(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (base, data, indices) = (launch.inputs[0], launch.inputs[1], launch.inputs[2])
        let output = launch.output
        let planes = Planes(output.shape, axis: axis)
        // What is wrong with the indices is found before anything is written.
        let places = try Places(
            indices, along: axis, length: planes.length, bounds, name: launch.name)
        if !launch.isInPlace {
            copyElements(
                base.storage.bytes, base.dtype, from: base.layout, to: output.storage.bytes,
                output.dtype, at: output.layout)
        }
        let (pointer, count) = (places.pointer, places.count)
        let size = output.dtype.byteCount
        let row = planes.inner &* size
        let result = output.start
        try data.withContiguous(as: output.dtype) { source throws(SwndError) in
            let ranges = Self.ranges(planes, count)
            let range = (planes.length &+ ranges &- 1) / ranges
            ThreadPool.shared.parallelFor(planes.outer &* ranges) { task in
                let (plane, number) = task.quotientAndRemainder(dividingBy: ranges)
                let target = result + plane &* planes.length &* row
                let rows = source + plane &* count &* row
                if row == size {
                    // Ranges take longer rows, so these are all places.
                    return ci_scatter_elements(size, target, 0, rows, size, pointer, size, count)
                }
                let first = Int64(Swift.min(number &* range, planes.length))
                let end = Int64(Swift.min(Int(first) &+ range, planes.length))
                for position in 0..<count {
                    let place = pointer[position]
                    if place < first || place >= end { continue }
                    (target + Int(place) &* row).copyMemory(
                        from: rows + position &* row, byteCount: row)
                }
            }
        }
    }

    /// Puts indices together axis by axis, as digits make a number.
    func runPlaces(_ shape: Shape, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (indices, output) = (launch.inputs[0], launch.output)
        let count = output.shape.count
        let result = output.start.bindMemory(to: Int64.self, capacity: count)
        let chunks = (count &+ Grain.task &- 1) / Grain.task
        for axis in 0..<shape.rank {
            var slices = indices.shape.axes.map(Layout.Slice.all)
            slices[0] = Layout.Slice(start: axis, step: 1, count: 1)
            guard let layout = indices.layout.sliced(slices) else { return }
            let places = try Places(
                indices.aliased(layout), along: axis, length: shape[axis], bounds,
                name: launch.name)
            let (pointer, length) = (places.pointer, Int64(shape[axis]))
            ThreadPool.shared.parallelFor(chunks) { chunk in
                let first = chunk &* Grain.task
                for element in first..<Swift.min(first &+ Grain.task, count) {
                    let (before, index) = (axis == 0 ? 0 : result[element], pointer[element])
                    // What is to be skipped along one axis has no place at all.
                    result[element] = before | index < 0 ? -1 : before &* length &+ index
                }
            }
        }
    }
}
