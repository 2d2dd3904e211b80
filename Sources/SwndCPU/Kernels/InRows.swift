import SwndCore
import SwndEngine
import SwndGraph

/// Elements that are moved within rows, whatever they mean: an integer of their size.
private typealias Bits = FixedWidthInteger & BitwiseCopyable & Sendable

extension CPUBackend {
    /// One element for each place, from the row that the place stands in.
    func runTakeInRows(_ launch: Launch) throws(SwndError) {
        switch launch.output.dtype.byteCount {
        case 1: try takeInRows(UInt8.self, launch)
        case 2: try takeInRows(UInt16.self, launch)
        case 4: try takeInRows(UInt32.self, launch)
        default: try takeInRows(UInt64.self, launch)
        }
    }

    /// One place for each element, in the row that the element stands in.
    func runPutInRows(_ launch: Launch) throws(SwndError) {
        switch launch.output.dtype.byteCount {
        case 1: try putInRows(UInt8.self, launch)
        case 2: try putInRows(UInt16.self, launch)
        case 4: try putInRows(UInt32.self, launch)
        default: try putInRows(UInt64.self, launch)
        }
    }

    private func takeInRows<T: Bits>(_: T.Type, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let length = data.shape[data.shape.rank - 1]
        let width = output.shape[output.shape.rank - 1]
        let result = output.start.assumingMemoryBound(to: T.self)
        try withRows(data, indices) { source, places in
            let source = source.assumingMemoryBound(to: T.self)
            forElements(output.shape.count) { element in
                let row = element / width
                let place = places[element]
                result[element] = place >= 0 && place < length ? source[row &* length &+ place] : 0
            }
        }
    }

    private func putInRows<T: Bits>(_: T.Type, _ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let length = output.shape[output.shape.rank - 1]
        let width = data.shape[data.shape.rank - 1]
        let result = output.start.assumingMemoryBound(to: T.self)
        let whole = output.shape.count
        ThreadPool.shared.parallelFor((whole &+ Grain.task &- 1) / Grain.task) { task in
            let first = task &* Grain.task
            (result + first).initialize(
                repeating: 0, count: Swift.min(Grain.task, whole &- first))
        }
        try withRows(data, indices) { source, places in
            let source = source.assumingMemoryBound(to: T.self)
            // Places of a row differ, so each element of the result is written once.
            forElements(data.shape.count) { element in
                let row = element / width
                let place = places[element]
                if place >= 0, place < length { result[row &* length &+ place] = source[element] }
            }
        }
    }

    /// The elements as they lie in C order, and the places as integers.
    private func withRows(
        _ data: Value, _ indices: Value,
        _ body: (_ source: UnsafeRawPointer, _ places: UnsafePointer<Int>) -> Void
    ) throws(SwndError) {
        try data.withContiguous(as: data.dtype) { source throws(SwndError) in
            try indices.withContiguous(as: .int64) { places throws(SwndError) in
                body(source, places.assumingMemoryBound(to: Int.self))
            }
        }
    }

    @inline(__always)
    private func forElements(_ count: Int, _ body: (_ element: Int) -> Void) {
        ThreadPool.shared.parallelFor((count &+ Grain.task &- 1) / Grain.task) { task in
            let first = task &* Grain.task
            for element in first..<Swift.min(first &+ Grain.task, count) { body(element) }
        }
    }
}
