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
        let current: UnsafeMutablePointer<TileOperand>
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
    let ahead: ReadAhead
    let slotSize: Int
    /// Slots of registers, and one to round in.
    let slotTotal: Int
    private let extraByteCount: Int
    private let streams: Bool
    /// Whether a thread found no memory to work in.
    private let hasFailed = Atomic<Bool>(false)

    /// - Parameter extra: bytes that each thread needs besides.
    init(_ launch: ProgramLaunch, _ cut: TileSize.Cut, extra: Int = 0) {
        let program = launch.program
        let readers = Self.readers(launch)
        let size = TileSize(cut, program, readers)
        let streams = Self.streams(launch)
        let plan = Self.plan(launch, readers, size, streams: streams)
        let widest = program.steps.reduce(4) { Swift.max($0, $1.type.byteSize) }
        (tileCount, rowLength) = (size.count, size.rowLength)
        // Whole vectors, and one more: bodies may go beyond the count by less than a vector.
        slotSize = (tileCount &* widest &+ 127) / 64 &* 64
        slotTotal = plan.slotCount &+ 1
        extraByteCount = extra
        steps = .allocate(capacity: program.steps.count)
        copies = .allocate(capacity: plan.copied.count)
        reductions = .allocate(capacity: program.reductions.count)
        self.readers = readers
        self.streams = streams
        Self.bind(launch, plan, readers, steps)
        ahead = ReadAhead(
            steps, isWorthIt: program.count >= Grain.task && !Self.fillsNewMemory(launch))
        bindResults(launch, plan)
    }

    /// A reader for each load.
    private static func readers(
        _ launch: ProgramLaunch
    ) -> UnsafeMutableBufferPointer<Reader?> {
        let program = launch.program
        let readers = UnsafeMutableBufferPointer<Reader?>.allocate(capacity: program.steps.count)
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
        return readers
    }

    /// Where registers lie, and what is the same for all tiles or for a row.
    private static func plan(
        _ launch: ProgramLaunch, _ readers: UnsafeMutableBufferPointer<Reader?>, _ size: TileSize,
        streams: Bool
    ) -> RegisterPlan {
        let program = launch.program
        // Of rows, the last tile may have fewer.
        func isFixedLoad(_ number: Int) -> Bool {
            guard let reader = readers[number] else { return false }
            return size.isFlat ? reader.isPeriodic(size.count) : reader.isConstant
        }
        let goesByRow =
            size.rowLength >= longRow && size.rowLength != .max
            && (size.count == size.rowLength || size.rowLength % TileSize.lanes == 0)
        return RegisterPlan(
            launch, isDirect: { readers[$0]?.direct != nil }, isFixedLoad: isFixedLoad,
            mayReach: { isPerRow in
                size.grid >= program.count
                    || (isPerRow ? size.grid / size.rowLength : size.grid) % TileSize.lanes == 0
            },
            isEven: { number in
                switch program.steps[number].action {
                case .load: readers[number]?.isConstant ?? false || !isFixedLoad(number)
                case .spread: goesByRow
                default: true
                }
            },
            streams: streams)
    }

    /// Rows that are long enough for steps to go row by row.
    private static let longRow = 128

    deinit {
        steps.deinitialize().deallocate()
        readers.deinitialize().deallocate()
        copies.deinitialize().deallocate()
        reductions.deinitialize().deallocate()
        ahead.deallocate()
    }

    private static func bind(
        _ launch: ProgramLaunch, _ plan: RegisterPlan,
        _ readers: UnsafeMutableBufferPointer<Reader?>,
        _ steps: UnsafeMutableBufferPointer<BoundStep>
    ) {
        let program = launch.program
        for (number, step) in program.steps.enumerated() {
            var bound = BoundStep(
                step, isFixed: plan.isFixed[number], isUniform: plan.isUniform[number])
            bound.goesByRow = step.operands.contains {
                steps[$0].kind == .spread && steps[$0].isUniform
            }
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
    }

    private func bindResults(_ launch: ProgramLaunch, _ plan: RegisterPlan) {
        let program = launch.program
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

    /// Whether a full output is stored where no input was.
    private static func fillsNewMemory(_ launch: ProgramLaunch) -> Bool {
        launch.program.outputs.enumerated().contains { position, output in
            !launch.program.steps[output.register].isPerRow && !launch.isInPlace[position]
        }
    }

    /// Whether full outputs go past the caches: where what is read and written does not fit into the last one anyway, and more is
    /// written than read. A sum of two arrays is no faster with streamed ones, up to 256 MiB each.
    private static func streams(_ launch: ProgramLaunch) -> Bool {
        let program = launch.program
        var written = 0
        for (position, output) in program.outputs.enumerated()
        where !program.steps[output.register].isPerRow && !launch.isInPlace[position] {
            written &+= program.count &* output.dtype.byteCount
        }
        guard written > CacheSize.last / 8 else { return false }
        let read = program.inputs.reduce(0) { $0 &+ $1.layout.touchedCount &* $1.dtype.byteCount }
        return written > read && read &+ written > CacheSize.last &+ CacheSize.last / 4
    }

    /// Gives a thread its registers, with everything in them that is the same for all tiles.
    func withRegisters(_ body: (Registers) -> Void) {
        let pointers = (steps.count &* MemoryLayout<TileOperand>.stride &+ 63) / 64 &* 64
        let byteCount = pointers &+ slotTotal &* slotSize &+ extraByteCount &+ 128
        guard let memory = csystem_scratch(UInt64(byteCount)) else {
            hasFailed.store(true, ordering: .relaxed)
            return
        }
        let registers = Registers(
            current: memory.assumingMemoryBound(to: TileOperand.self),
            slots: memory + pointers, extra: memory + (pointers &+ slotTotal &* slotSize &+ 64))
        for number in 0..<steps.count {
            let step = steps.baseAddress.unsafelyUnwrapped + number
            registers.current[number] = TileOperand(
                registers.slots + step.pointee.slot &* slotSize,
                stride: step.pointee.isUniform && step.pointee.kind != .read ? 0 : 1)
            guard step.pointee.isFixed else { continue }
            let rows = Swift.max(1, tileCount / rowLength)
            // Of what is the same everywhere one vector.
            let one = TileOperand.vectorSize / step.pointee.size
            let isOne = step.pointee.isUniform
            run(number, registers, 0, isOne ? one : tileCount, 0, isOne ? one : rows)
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
