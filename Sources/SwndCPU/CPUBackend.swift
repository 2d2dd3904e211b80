import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndOpenBLAS

/// Computes on the processor: tile loops over a thread pool, products of its own, LAPACK.
public final class CPUBackend: Backend {
    public init() {
        _ = CacheSize.last
        OpenBLASGate.guardExit()
        OpenBLASGate.guardForks()
    }

    public func check(_ context: Context) throws(SwndError) {}

    public func allocate(_ storage: Storage) throws(SwndError) { try storage.allocate() }

    public func wait() throws(SwndError) {}

    public func run(_ launch: Launch) throws(SwndError) {
        switch launch.work {
        case .pointwise:
            throw SwndError(.internalFault, "\(launch.name): programs are not launched as kernels")
        case .reduction(let kernel, _):
            // Of nothing; all others are programs.
            let identity = (kernel.identity ?? .integer(0)).integer(as: Int64.self)
            let output = launch.output
            ci_fill_integer(
                output.dtype.rawValue, output.start, identity, output.shape.count)
        case .indexReduction(let kernel, let axis):
            try runIndexReduction(kernel, axis, launch)
        case .product(let transposeLeft, let transposeRight):
            try runProduct(transposeLeft, transposeRight, launch)
        case .assemble(let assembly):
            try runAssembly(assembly, launch)
        case .gather(let axis, let bounds):
            try runGather(axis, bounds, launch)
        case .pick(let axis, let bounds):
            try runPick(axis, bounds, launch)
        case .scatterAdd(let axis, let bounds):
            try runScatterAdd(axis, bounds, launch)
        case .scatter(let axis, let bounds):
            try runScatter(axis, bounds, launch)
        case .gatherPoints(let points):
            try runGatherPoints(points, launch)
        case .putPoints(let points):
            try runPutPoints(points, launch)
        case .addPoints(let points):
            try runAddPoints(points, launch)
        case .order(let ordering):
            try runOrder(ordering, launch)
        case .takeInRows:
            try runTakeInRows(launch)
        case .putInRows:
            try runPutInRows(launch)
        case .scan(let kernel, let axis, let isReversed):
            try runScan(kernel, axis, isReversed, launch)
        case .matrices(let function):
            try runMatrices(function, launch)
        case .transfer:
            throw SwndError(.internalFault, "\(launch.name): devices copy their memory themselves")
        case .random(let kernel, let stream, let constants):
            try runRandom(kernel, stream, constants, launch)
        }
    }
}

/// How work is cut.
enum Grain {
    /// Elements of a tile: what a program works on at a time, small enough for its registers to stay in the first cache. Longer
    /// rows are reduced by tiles, which fixes the order of summation.
    static let tile = 1024

    /// Elements that a scan goes through at once, which fixes the order of its sums.
    static let run = 4096

    /// Elements that are worth waking a thread for.
    static let task = 32 * 1024
}

extension Value {
    /// The first element.
    var start: UnsafeMutableRawPointer { storage.bytes + layout.offset &* dtype.byteCount }
}
