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
        let numbers = constants.map(\.real)
        let isDouble = output.dtype == .float64
        let isDirect = output.dtype.isComputeType
        let size = isDouble ? 8 : 4
        let total = output.shape.count
        let scratch = try Scratch(byteCount: isDirect ? 0 : total &* size)
        let result = isDirect ? output.start : scratch.bytes
        ThreadPool.shared.parallelFor((total &+ Grain.task &- 1) / Grain.task) { task in
            let first = task &* Grain.task
            let count = Swift.min(Grain.task, total &- first)
            kernel.run(stream, numbers, first, count, result + first &* size, isDouble)
            if !isDirect {
                ci_convert(
                    output.dtype.rawValue, output.start + first &* output.dtype.byteCount,
                    DType.float32.rawValue, result + first &* size, 1, count)
            }
        }
    }
}
