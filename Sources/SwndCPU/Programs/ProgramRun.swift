import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Runs a program tile by tile. How the space is cut depends on its shape alone.
    public func run(_ launch: ProgramLaunch) throws(SwndError) {
        let program = launch.program
        switch program.space {
        case .flat: try runTiles(TileMachine(launch, .flat), program.count)
        case .rows(let length): try runTiles(TileMachine(launch, .rows(length)), program.count)
        case .runs(let length): try RunReduction(launch, length).run()
        case .columns(let rows, let columns): try ColumnReduction(launch, rows, columns).run()
        }
    }

    private func runTiles(_ machine: TileMachine, _ total: Int) throws(SwndError) {
        let tile = machine.tileCount
        let perTask = Swift.max(1, Grain.task / tile) &* tile
        ThreadPool.shared.parallelFor((total &+ perTask &- 1) / perTask) { task in
            let first = task &* perTask
            let end = Swift.min(first &+ perTask, total)
            machine.withRegisters { registers in
                var place = first
                while place < end {
                    machine.runTile(registers, place, Swift.min(tile, end &- place))
                    place &+= tile
                }
            }
        }
        try machine.check()
    }
}

/// Long rows, combined at the end: each is cut into runs, whose results are cut and combined in turn.
struct RunReduction: ~Copyable {
    private let launch: ProgramLaunch
    private let length: Int
    private let rowCount: Int
    private let runLength: Int
    private let runsPerRow: Int
    private let machine: TileMachine
    /// A tile is some short rows, or some runs of a long one.
    private let tilesPerRow: Int
    private let tileCount: Int

    init(_ launch: ProgramLaunch, _ length: Int) {
        self.launch = launch
        self.length = length
        rowCount = launch.program.count / Swift.max(length, 1)
        runLength = Swift.min(length, Grain.tile)
        runsPerRow = (length &+ Grain.tile &- 1) / Grain.tile
        machine = TileMachine(launch, length > Grain.tile ? .runs(length) : .rows(length))
        let tile = machine.tileCount
        tilesPerRow = (length &+ tile &- 1) / tile
        tileCount =
            tilesPerRow > 1 ? rowCount &* tilesPerRow : (launch.program.count &+ tile &- 1) / tile
    }

    func run() throws(SwndError) {
        let reductions = launch.program.reductions
        let runCount = rowCount &* runsPerRow
        let partials = try Scratch(byteCount: reductions.count &* runCount &* 8 &+ 64)
        let results = partials.bytes
        let perTask = Swift.max(1, Grain.task / machine.tileCount)
        ThreadPool.shared.parallelFor((tileCount &+ perTask &- 1) / perTask) { task in
            machine.withRegisters { registers in
                for tile in task &* perTask..<Swift.min((task &+ 1) &* perTask, tileCount) {
                    let (first, count) = elements(tile)
                    machine.runTile(registers, first, count)
                    for position in 0..<machine.reductions.count {
                        reduce(
                            machine.reductions.baseAddress.unsafelyUnwrapped + position, registers,
                            first, count, results + position &* runCount &* 8)
                    }
                }
            }
        }
        try machine.check()
        for (position, reduction) in reductions.enumerated() {
            finish(reduction, results + position &* runCount &* 8, launch.reductions[position])
        }
    }

    /// The first element of a tile, and how many there are.
    @inline(__always)
    private func elements(_ tile: Int) -> (first: Int, count: Int) {
        guard tilesPerRow > 1 else {
            let first = tile &* machine.tileCount
            return (first, Swift.min(machine.tileCount, launch.program.count &- first))
        }
        let (row, part) = tile.quotientAndRemainder(dividingBy: tilesPerRow)
        let begin = part &* machine.tileCount
        return (row &* length &+ begin, Swift.min(machine.tileCount, length &- begin))
    }

    /// Combines each run of a tile.
    @inline(__always)
    private func reduce(
        _ reduction: UnsafeMutablePointer<BoundReduction>, _ registers: TileMachine.Registers,
        _ first: Int, _ count: Int, _ results: UnsafeMutableRawPointer
    ) {
        let size = reduction.pointee.size
        var source = registers.current[reduction.pointee.register].start
        let (row, begin) = first.quotientAndRemainder(dividingBy: length)
        var result = results + (row &* runsPerRow &+ begin / runLength) &* size
        var left = count
        // Taken out of the structure once: that retains it.
        let combine = reduction.pointee.functions.run
        while left > 0 {
            let run = Swift.min(runLength, left)
            combine(source, run, result)
            source += run &* size
            result += size
            left &-= run
        }
    }

    /// Combines the runs of each row, again by runs of a fixed length, and stores the results.
    private func finish(
        _ reduction: Program.Reduction, _ partials: UnsafeMutableRawPointer,
        _ result: UnsafeMutableRawPointer
    ) {
        let size = reduction.type.byteSize
        let functions = reduction.kernel.functions(reduction.type)
        for row in 0..<rowCount where runsPerRow > 1 {
            let own = partials + row &* runsPerRow &* size
            var left = runsPerRow
            while left > 1 {
                var combined = 0
                for start in stride(from: 0, to: left, by: Grain.tile) {
                    let count = Swift.min(Grain.tile, left &- start)
                    functions.run(
                        UnsafeRawPointer(own + start &* size), count, own + combined &* size)
                    combined &+= 1
                }
                left = combined
            }
        }
        ci_convert(
            reduction.dtype.rawValue, result, reduction.type.dtypeCode, partials, runsPerRow,
            rowCount)
    }
}
