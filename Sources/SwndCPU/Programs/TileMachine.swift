import CIntrinsics
import CSystem
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics
import Synchronization

/// A program bound to memory: runs it over any tile.
///
/// Shared by the threads of a launch, which do not change it; each has its own ``TileMachine/Registers``.
final class TileMachine: @unchecked Sendable {
    /// What one thread works in.
    struct Registers {
        /// Where each register lies for the tile at hand.
        let current: UnsafeMutablePointer<UnsafeMutableRawPointer>
        let slots: UnsafeMutableRawPointer
        /// Memory of the program's owner, as many bytes as it asked for.
        let extra: UnsafeMutableRawPointer
    }

    /// Elements of a tile at most.
    let tileCount: Int
    let rowLength: Int
    let steps: UnsafeMutableBufferPointer<BoundStep>
    let readers: UnsafeMutableBufferPointer<Reader?>
    let copies: UnsafeMutableBufferPointer<BoundCopy>
    let reductions: UnsafeMutableBufferPointer<BoundReduction>
    let slotSize: Int
    /// Slots of registers, and one to round in.
    let slotTotal: Int
    private let extraByteCount: Int
    private let streams: Bool
    /// Whether a thread found no memory to work in.
    private let hasFailed = Atomic<Bool>(false)

    /// - Parameters:
    ///   - grid: a number of elements that all tiles begin at a multiple of, but for what may be beyond the end of the space.
    ///   - extra: bytes that each thread needs besides.
    init(
        _ launch: ProgramLaunch, tileCount: Int, grid: Int, rowLength: Int, extra: Int = 0
    ) {
        let program = launch.program
        let count = program.steps.count
        self.tileCount = tileCount
        self.rowLength = rowLength
        readers = .allocate(capacity: count)
        for (number, step) in program.steps.enumerated() {
            var reader: Reader?
            if case .load(let input, let truth) = step.action {
                let source = program.inputs[input]
                reader = Reader(
                    launch.inputs[input], source.dtype, as: source.layout, to: step.type.dtype,
                    truth: truth)
            }
            readers.initializeElement(at: number, to: reader)
        }
        let readers = readers
        let streams = Self.streams(launch)
        let plan = RegisterPlan(
            launch, isDirect: { readers[$0]?.direct != nil },
            isFixedLoad: { readers[$0]?.isConstant ?? false },
            // Vectors have 16 lanes at most: on a grid of so many elements no tile's last one reaches into another tile.
            mayReach: { isPerRow in
                grid >= program.count || (isPerRow ? grid / rowLength : grid) % 16 == 0
            }, streams: streams)
        let widest = program.steps.reduce(4) { Swift.max($0, $1.type.byteSize) }
        // Whole vectors, and one more: bodies may go beyond the count by less than a vector.
        slotSize = (tileCount &* widest &+ 127) / 64 &* 64
        slotTotal = plan.slotCount &+ 1
        extraByteCount = extra
        steps = .allocate(capacity: count)
        copies = .allocate(capacity: plan.copied.count)
        reductions = .allocate(capacity: program.reductions.count)
        self.streams = streams
        bind(launch, plan)
    }

    deinit {
        steps.deinitialize().deallocate()
        readers.deinitialize().deallocate()
        copies.deinitialize().deallocate()
        reductions.deinitialize().deallocate()
    }

    private func bind(_ launch: ProgramLaunch, _ plan: RegisterPlan) {
        let program = launch.program
        for (number, step) in program.steps.enumerated() {
            var bound = BoundStep(step, isFixed: plan.isFixed[number])
            switch plan.places[number] {
            case .input:
                if let start = readers[number]?.direct {
                    bound = BoundStep(pointing: step, at: start)
                }
            case .slot(let slot): bound.slot = slot
            case .output(let position): bound.moving = launch.outputs[position]
            }
            steps.initializeElement(at: number, to: bound)
        }
        for (number, position) in plan.copied.enumerated() {
            let output = program.outputs[position]
            let step = program.steps[output.register]
            copies.initializeElement(
                at: number,
                to: BoundCopy(
                    register: output.register, target: launch.outputs[position],
                    isPerRow: step.isPerRow, from: step.type.dtypeCode, to: output.dtype.rawValue,
                    size: output.dtype.byteCount,
                    streams: streams && !step.isPerRow && !launch.isInPlace[position]))
        }
        for (number, reduction) in program.reductions.enumerated() {
            reductions.initializeElement(
                at: number,
                to: BoundReduction(
                    register: reduction.register, size: reduction.type.byteSize,
                    functions: reduction.kernel.functions(reduction.type)))
        }
    }

    /// Whether full outputs go past the caches: where what is read and written does not fit into the last one anyway.
    private static func streams(_ launch: ProgramLaunch) -> Bool {
        let program = launch.program
        var written = 0
        for (position, output) in program.outputs.enumerated()
        where !program.steps[output.register].isPerRow && !launch.isInPlace[position] {
            written &+= program.count &* output.dtype.byteCount
        }
        guard written > CacheSize.last / 8 else { return false }
        let read = program.inputs.reduce(0) { $0 &+ $1.layout.touchedCount &* $1.dtype.byteCount }
        return read &+ written > CacheSize.last &+ CacheSize.last / 4
    }

    /// Gives a thread its registers, with everything in them that is the same for all tiles.
    func withRegisters(_ body: (Registers) -> Void) {
        let pointers = (steps.count &* 8 &+ 63) / 64 &* 64
        let byteCount = pointers &+ slotTotal &* slotSize &+ extraByteCount &+ 128
        guard let memory = csystem_scratch(UInt64(byteCount)) else {
            hasFailed.store(true, ordering: .relaxed)
            return
        }
        let registers = Registers(
            current: memory.assumingMemoryBound(to: UnsafeMutableRawPointer.self),
            slots: memory + pointers, extra: memory + (pointers &+ slotTotal &* slotSize &+ 64))
        for number in 0..<steps.count {
            registers.current[number] = registers.slots + steps[number].slot &* slotSize
            guard steps[number].isFixed else { continue }
            run(number, registers, 0, tileCount, 0, Swift.max(1, tileCount / rowLength))
        }
        body(registers)
        if streams { ci_stream_fence() }
    }

    /// Throws if a thread could not do its part.
    func check() throws(SwndError) {
        guard hasFailed.load(ordering: .relaxed) else { return }
        throw SwndError(.memory, "program: no memory for a thread's registers")
    }
}

extension Layout {
    /// How many different elements are read, at most.
    fileprivate var touchedCount: Int {
        (0..<shape.rank).reduce(1) { stride($1) == 0 ? $0 : $0 &* shape[$1] }
    }
}
