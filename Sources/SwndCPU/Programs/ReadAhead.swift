import CIntrinsics

/// Asks for what the next tile reads from memory while the steps of the one at hand are computed, a part before each step.
///
/// Without that, memory rests while the processor computes and the processor while the tile's first steps read: with it, the three
/// statements of Adam take a third less. Programs of few steps overlap by themselves; and where new memory is filled, the lines that
/// are asked for and those that are written wait for each other: a chain with one exponential took a fifth more.
struct ReadAhead {
    private struct Input {
        let start: UnsafeRawPointer
        let size: Int
    }

    /// Programs of fewer steps do not ask.
    private static let fewestSteps = 3

    private let inputs: UnsafeMutableBufferPointer<Input>
    /// The parts that each tile asks for: as many as it has steps, or none.
    let partCount: Int

    /// - Parameter isWorthIt: whether the launch is long, and fills no new memory.
    init(_ steps: UnsafeMutableBufferPointer<BoundStep>, isWorthIt: Bool) {
        let lying = steps.compactMap { step -> Input? in
            guard step.kind == .input, !step.isPerRow, let start = step.moving else { return nil }
            return Input(start: start, size: step.size)
        }
        let busyCount = steps.count { $0.kind != .input && !$0.isFixed }
        partCount = isWorthIt && !lying.isEmpty && busyCount >= Self.fewestSteps ? busyCount : 0
        inputs = .allocate(capacity: lying.count)
        _ = inputs.initialize(from: lying)
    }

    func deallocate() { inputs.deallocate() }

    /// Asks for one part of the `count` elements from the `first` on. They may end beyond the inputs: nothing is read.
    @inline(__always)
    func fetch(_ part: Int, _ first: Int, _ count: Int) {
        let begin = count &* part / partCount
        let end = count &* (part &+ 1) / partCount
        var number = 0
        while number < inputs.count {
            let input = inputs.baseAddress.unsafelyUnwrapped + number
            let size = input.pointee.size
            ci_prefetch_run(
                input.pointee.start + (first &+ begin) &* size, (end &- begin) &* size)
            number &+= 1
        }
    }
}
