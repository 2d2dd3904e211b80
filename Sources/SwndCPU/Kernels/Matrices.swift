import SwndCore
import SwndEngine
import SwndGraph
import Synchronization

extension CPUBackend {
    /// Calls a function for each matrix of a batch, for several at a time.
    ///
    /// What is wrong with a matrix is the error of the launch; of several, that of the first one, however many threads there are.
    func runMatrices(_ function: MatrixFunction, _ launch: Launch) throws(SwndError) {
        let matrices = try Matrices(function, launch)
        let faults = FirstFault(after: function.count)
        let failure = ProductFailure()
        let perTask = Swift.max(1, Grain.task / Swift.max(function.effort, 1))
        function.ground.surround {
            ThreadPool.shared.parallelFor((function.count &+ perTask &- 1) / perTask) { task in
                let first = task &* perTask
                failure.note { () throws(SwndError) in
                    let scratch = try Scratch(byteCount: function.sizes.scratch)
                    for index in first..<Swift.min(first &+ perTask, function.count)
                    where function.run(matrices.item(index, scratch.bytes)) != nil {
                        faults.note(index)
                    }
                }
            }
        }
        try failure.rethrow("\(function.name): no memory to work in")
        guard let index = faults.first else { return }
        let scratch = try Scratch(byteCount: function.sizes.scratch)
        var text: String?
        function.ground.surround { text = function.run(matrices.item(index, scratch.bytes)) }
        throw function.fault(text ?? "", at: index, of: launch.inputs[0].shape)
    }
}

/// Where the matrices of a launch lie.
private struct Matrices {
    /// Held as long as this is.
    private let values: [Value]
    private let function: MatrixFunction
    private let output: UnsafeMutableRawPointer
    private let size: Int

    init(_ function: MatrixFunction, _ launch: Launch) throws(SwndError) {
        self.function = function
        output = launch.output.start
        let dtype = launch.output.dtype
        size = dtype.byteCount
        var values: [Value] = []
        for input in launch.inputs {
            let isReady = input.layout.isContiguous && input.dtype == dtype
            values.append(isReady ? input : try input.contiguousCopy(as: dtype))
        }
        self.values = values
    }

    func item(_ index: Int, _ scratch: UnsafeMutableRawPointer) -> MatrixFunction.Item {
        let sizes = function.sizes
        func input(_ position: Int) -> UnsafeRawPointer {
            UnsafeRawPointer(values[position].start + index &* sizes.inputs[position] &* size)
        }
        let first = output + index &* sizes.results[0] &* size
        let second =
            sizes.results.count > 1
            ? output + (function.count &* sizes.results[0] &+ index &* sizes.results[1]) &* size
            : first
        return MatrixFunction.Item(
            inputs: [input(0), input(values.count &- 1)], results: [first, second],
            scratch: scratch)
    }
}

/// The least index that something was wrong with.
private final class FirstFault: Sendable {
    private let end: Int
    private let least: Atomic<Int>

    init(after end: Int) {
        self.end = end
        least = Atomic(end)
    }

    func note(_ index: Int) { least.min(index, ordering: .relaxed) }

    var first: Int? {
        let index = least.load(ordering: .relaxed)
        return index < end ? index : nil
    }
}
