import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    /// Copies inputs into parts of the output.
    func runAssembly(_ assembly: Assembly, _ launch: Launch) throws(SwndError) {
        let output = launch.output
        var parts = launch.inputs[...]
        switch assembly.background {
        case .none: break
        case .zeros:
            output.start.initializeMemory(
                as: UInt8.self, repeating: 0, count: output.shape.count &* output.dtype.byteCount)
        case .firstInput:
            let base = parts.removeFirst()
            if !launch.isInPlace {
                try Placement(base, into: output, at: output.layout).run()
            }
        }
        for (part, place) in zip(parts, assembly.places) where place.shape.count > 0 {
            // Places count from the first element of the output.
            let moved = Layout(
                shape: place.shape, strides: place.strides,
                offset: place.offset &+ output.layout.offset)
            try Placement(part, into: output, at: moved).run()
        }
    }
}

/// Copies a value, converted, to elements of another in the order of a layout.
private struct Placement {
    private let source: Value
    private let target: Value
    private let from: Layout
    private let to: Layout

    /// The elements of `source` in C order go to the places of `place` in C order.
    init(_ source: Value, into target: Value, at place: Layout) throws(SwndError) {
        self.target = target
        to = place
        if source.shape == place.shape {
            (self.source, from) = (source, source.layout)
        } else if let seen = source.layout.reshaped(to: place.shape) {
            (self.source, from) = (source, seen)
        } else {
            let copy = try source.contiguousCopy(as: source.dtype)
            (self.source, from) = (copy, Layout(contiguous: place.shape))
        }
    }

    func run() {
        let shape = to.shape
        // Trailing axes that both sides walk in one go are joined into runs.
        var axis = shape.rank - 1
        while axis > 0, shape[axis] == 1 { axis -= 1 }
        var length = shape[axis]
        let (sourceStep, targetStep) = (from.stride(axis), to.stride(axis))
        while axis > 0,
            shape[axis - 1] == 1
                || (from.stride(axis - 1) == length &* sourceStep
                    && to.stride(axis - 1) == length &* targetStep)
        {
            axis -= 1
            length &*= shape[axis]
        }
        let runs = shape.count / Swift.max(length, 1)
        let outer = axis
        let runLength = length
        let pieceLength = Swift.max(1, Swift.min(runLength, Grain.task))
        let pieces = (runLength &+ pieceLength &- 1) / pieceLength
        let runsPerTask = Swift.max(1, Grain.task / Swift.max(runLength, 1))
        let taskCount = pieces > 1 ? runs &* pieces : (runs &+ runsPerTask &- 1) / runsPerTask
        ThreadPool.shared.parallelFor(taskCount) { task in
            if pieces > 1 {
                let (run, piece) = task.quotientAndRemainder(dividingBy: pieces)
                let begin = piece &* pieceLength
                copy(
                    run, outer, begin, Swift.min(pieceLength, runLength &- begin), sourceStep,
                    targetStep)
            } else {
                let first = task &* runsPerTask
                for run in first..<Swift.min(first &+ runsPerTask, runs) {
                    copy(run, outer, 0, runLength, sourceStep, targetStep)
                }
            }
        }
    }

    /// Copies part of a run; runs are numbered in C order over the axes before `outer`.
    private func copy(
        _ run: Int, _ outer: Int, _ begin: Int, _ count: Int, _ sourceStep: Int, _ targetStep: Int
    ) {
        var rest = run
        var (a, b) = (from.offset &+ begin &* sourceStep, to.offset &+ begin &* targetStep)
        var axis = outer &- 1
        while axis >= 0 {
            let (quotient, index) = rest.quotientAndRemainder(dividingBy: to.shape[axis])
            a &+= index &* from.stride(axis)
            b &+= index &* to.stride(axis)
            rest = quotient
            axis &-= 1
        }
        let input = UnsafeRawPointer(source.storage.bytes) + a &* source.dtype.byteCount
        let output = target.storage.bytes + b &* target.dtype.byteCount
        let (code, sourceCode) = (target.dtype.rawValue, source.dtype.rawValue)
        if targetStep == 1 || count == 1 {
            ci_convert(code, output, sourceCode, input, sourceStep, count)
        } else if sourceStep == 1 {
            ci_convert_scatter(code, output, targetStep, sourceCode, input, count)
        } else {
            for index in 0..<count {
                ci_convert(
                    code, output + index &* targetStep &* target.dtype.byteCount, sourceCode,
                    input + index &* sourceStep &* source.dtype.byteCount, 1, 1)
            }
        }
    }
}
