import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    /// Draws numbers, each task its own part of the stream.
    func runRandom(
        _ kernel: RandomKernel, _ stream: RandomStream, _ constants: [Scalar], _ launch: Launch
    ) throws(SwndError) {
        let output = launch.output
        let (dtype, type) = (output.dtype, output.dtype.computeType)
        let size = type.byteSize
        let total = output.shape.count
        let scratch = try Scratch(byteCount: dtype.isComputeType ? 0 : total &* size)
        let result = dtype.isComputeType ? output.start : scratch.bytes
        try withArrays(launch.inputs, []) { arrays in
            let draw = RandomDraw(stream, constants: constants, arrays: arrays, dtype: dtype)
            ThreadPool.shared.parallelFor((total &+ Grain.task &- 1) / Grain.task) { task in
                let first = task &* Grain.task
                let count = Swift.min(Grain.task, total &- first)
                kernel.run(draw, first, count, result + first &* size)
                if !dtype.isComputeType {
                    ci_convert(
                        dtype.rawValue, output.start + first &* dtype.byteCount, type.dtypeCode,
                        result + first &* size, 1, count)
                }
            }
        }
    }

    /// Calls `body` with some values and those after them, in double precision and C order.
    private func withArrays(
        _ values: Few<Value>, _ arrays: [UnsafeBufferPointer<Double>],
        _ body: ([UnsafeBufferPointer<Double>]) -> Void
    ) throws(SwndError) {
        guard arrays.count < values.count else { return body(arrays) }
        let value = values[arrays.count]
        try value.withContiguous(as: .float64) { start throws(SwndError) in
            let numbers = start.assumingMemoryBound(to: Double.self)
            let array = UnsafeBufferPointer(start: numbers, count: value.shape.count)
            try withArrays(values, arrays + [array], body)
        }
    }
}
