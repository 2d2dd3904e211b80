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
        case .flat:
            let tile = Swift.min(program.count, Grain.tile)
            let machine = TileMachine(launch, tileCount: tile, grid: tile, rowLength: .max)
            try runTiles(machine, program.count, tile)
        case .rows(let length):
            let rows = Swift.max(1, Grain.tile / length)
            let tile = Swift.min(program.count, rows &* length)
            let machine = TileMachine(launch, tileCount: tile, grid: tile, rowLength: length)
            try runTiles(machine, program.count, tile)
        case .runs(let length): try RunReduction(launch, length).run()
        case .columns(let rows, let columns): try ColumnReduction(launch, rows, columns).run()
        }
    }

    private func runTiles(
        _ machine: TileMachine, _ total: Int, _ tile: Int
    ) throws(SwndError) {
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

/// Long rows, combined at the end: each is cut into runs of a tile, whose results are cut and combined in turn.
struct RunReduction {
    private let launch: ProgramLaunch
    private let length: Int
    private let rowCount: Int
    private let runsPerRow: Int
    private let machine: TileMachine
    private let tile: Int

    init(_ launch: ProgramLaunch, _ length: Int) {
        self.launch = launch
        self.length = length
        rowCount = launch.program.count / Swift.max(length, 1)
        runsPerRow = (length &+ Grain.tile &- 1) / Grain.tile
        tile = Swift.min(length, Grain.tile)
        machine = TileMachine(
            launch, tileCount: tile, grid: length % Grain.tile == 0 ? Grain.tile : length,
            rowLength: length)
    }

    func run() throws(SwndError) {
        let reductions = launch.program.reductions
        let runCount = rowCount &* runsPerRow
        let partials = try Scratch(byteCount: reductions.count &* runCount &* 8 &+ 64)
        let results = partials.bytes
        let perTask = Swift.max(1, Grain.task / tile)
        ThreadPool.shared.parallelFor((runCount &+ perTask &- 1) / perTask) { task in
            machine.withRegisters { registers in
                for number in task &* perTask..<Swift.min((task &+ 1) &* perTask, runCount) {
                    let (row, part) = number.quotientAndRemainder(dividingBy: runsPerRow)
                    let begin = part &* Grain.tile
                    let count = Swift.min(Grain.tile, length &- begin)
                    machine.runTile(registers, row &* length &+ begin, count)
                    var position = 0
                    while position < machine.reductions.count {
                        let bound = machine.reductions.baseAddress.unsafelyUnwrapped + position
                        let place = position &* runCount &* 8 &+ number &* bound.pointee.size
                        bound.pointee.functions.run(
                            UnsafeRawPointer(registers.current[bound.pointee.register]), count,
                            results + place)
                        position &+= 1
                    }
                }
            }
        }
        try machine.check()
        for (position, reduction) in reductions.enumerated() {
            finish(reduction, results + position &* runCount &* 8, launch.reductions[position])
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
