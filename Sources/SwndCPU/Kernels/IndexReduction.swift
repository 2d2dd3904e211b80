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
        let type = input.dtype.computeType
        let search = kernel.search(type)
        let layout = input.layout.groupingLast(AxisSet(CollectionOfOne(axis)))
        let reader = Reader(input, as: layout, to: type.dtype)
        let (rows, length, size) = (output.shape.count, input.shape[axis], type.byteSize)
        let rowsPerTask = Swift.max(1, Grain.task / Swift.max(length, 1))
        let direct = reader.direct
        let taskCount = (rows &+ rowsPerTask &- 1) / rowsPerTask
        // Rows that do not lie as they are computed are read into memory of the task first.
        let scratch = try Scratch(
            byteCount: direct == nil ? taskCount &* (length &* size &+ 64) : 0)
        let buffers = scratch.bytes
        ThreadPool.shared.parallelFor(taskCount) { task in
            let buffer = buffers + task &* (length &* size &+ 64)
            let first = task &* rowsPerTask
            for row in first..<Swift.min(first &+ rowsPerTask, rows) {
                let source: UnsafeRawPointer
                if let direct {
                    source = direct + row &* length &* size
                } else {
                    reader.read(buffer, from: row &* length, count: length)
                    source = UnsafeRawPointer(buffer)
                }
                ci_fill_integer(
                    output.dtype.rawValue, output.start + row &* output.dtype.byteCount,
                    Int64(search.run(source, length)), 1)
            }
        }
    }
}
