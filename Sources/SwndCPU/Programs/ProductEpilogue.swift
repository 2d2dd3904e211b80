import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    public func run(_ launch: Launch, epilogue: ProgramLaunch) throws(SwndError) {
        guard case .product(let transposeLeft, let transposeRight) = launch.work else {
            throw SwndError(.internalFault, "\(launch.name): only products have epilogues")
        }
        let shape = launch.output.shape
        let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
        let tile = Swift.min(epilogue.program.count, Grain.tile)
        // Parts begin anywhere.
        let machine = TileMachine(epilogue, .given(tile, grid: 1))
        try runProduct(transposeLeft, transposeRight, launch) { part in
            machine.withRegisters { registers in
                func run(_ first: Int, _ count: Int) {
                    for place in stride(from: first, to: first &+ count, by: tile) {
                        machine.runTile(
                            registers, place, Swift.min(tile, first &+ count &- place))
                    }
                }
                let top = part.batch &* rows
                if part.columns.count == columns {
                    run((top &+ part.rows.lowerBound) &* columns, part.rows.count &* columns)
                } else {
                    for row in part.rows {
                        run(
                            (top &+ row) &* columns &+ part.columns.lowerBound, part.columns.count)
                    }
                }
            }
        }
        try machine.check()
    }
}
