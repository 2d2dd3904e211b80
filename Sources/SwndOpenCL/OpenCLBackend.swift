import COpenCL
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Computes on a device through OpenCL. What has no kernel there is computed by the host's back end.
///
/// Launches come from one thread at a time, and are put into the device's queue, which does them in order. Nothing waits for the
/// device but reads.
public final class OpenCLBackend: DeviceBackend, @unchecked Sendable {
    let device: OpenCLDevice
    let pool: DevicePool
    let host: any Backend
    let staging: StagingPool
    let programs: ProgramCache
    /// The kernels of programs by what tells them apart, so that their texts need not be written again.
    var prepared: [[Int]: Kernel] = [:]
    /// Those of products.
    var products: [ProductKey: Kernel] = [:]
    /// Those of other work.
    var elementKernels: [ElementKernel.Key: Kernel] = [:]
    /// The operators that were computed by the host.
    var fallen: Set<String> = []

    init(_ device: OpenCLDevice, host: any Backend) {
        self.device = device
        self.host = host
        pool = DevicePool(device)
        staging = StagingPool(device)
        programs = ProgramCache(device)
    }

    public var context: Context { device.name }

    public var memory: any DeviceMemory { pool }

    public func check(_ context: Context) throws(SwndError) { try device.check() }

    public func allocate(_ storage: Storage) throws(SwndError) { try storage.allocate() }

    public func runSmall(_ node: Node, into result: Storage) throws(SwndError) -> Bool { false }

    public func wait() throws(SwndError) { try device.finish() }

    public func flush() { device.flush() }

    public func setProfiling(_ isOn: Bool) { device.setTimed(isOn) }

    public func takeActivities() -> [DeviceActivity] { device.activities.take() }

    public func check(_ dtype: DType) throws(SwndError) {
        guard dtype == .float64, !device.facts.hasDouble else { return }
        throw SwndError(
            .unsupported, "\(device.name), \(device.facts.name), has no float64")
    }

    public func run(_ launch: Launch) throws(SwndError) {
        try device.check()
        if !device.facts.hasDouble, launch.usesDouble { return try runOnHost(launch) }
        switch launch.work {
        case .transfer: try runTransfer(launch)
        case .product(let transposeLeft, let transposeRight):
            try runProduct(transposeLeft, transposeRight, launch)
        case .assemble(let assembly): try runAssembly(assembly, launch)
        case .gather(let axis, let bounds):
            try runGather(axis, bounds, isPick: false, launch)
        case .pick(let axis, let bounds): try runGather(axis, bounds, isPick: true, launch)
        case .scatter(let axis, let bounds): try runScatter(axis, bounds, launch)
        case .scatterAdd(let axis, let bounds): try runScatterAdd(axis, bounds, launch)
        case .takeInRows: try runTakeInRows(launch)
        case .putInRows: try runPutInRows(launch)
        case .indexReduction(let kernel, let axis):
            try runIndexReduction(kernel, axis, launch)
        case .scan(let kernel, let axis, let isReversed):
            try runScan(kernel, axis, isReversed, launch)
        case .order(let ordering): try runOrder(ordering, launch)
        case .gatherPoints(let points): try runGatherPoints(points, launch)
        case .putPoints(let points): try runPutPoints(points, launch)
        case .addPoints(let points): try runAddPoints(points, launch)
        case .random(let kernel, let stream, let constants):
            try runRandom(kernel, stream, constants, launch)
        case .reduction(let kernel, _):
            // Of nothing: all others are programs.
            guard launch.inputs[0].shape.count == 0, let identity = kernel.identity else {
                return try runOnHost(launch)
            }
            try fill(launch.output, with: identity, name: launch.name)
        default: try runOnHost(launch)
        }
    }

    public func run(_ launch: Launch, epilogue: ProgramLaunch) throws(SwndError) {
        try device.check()
        guard case .product(let transposeLeft, let transposeRight) = launch.work,
            device.facts.hasDouble || !launch.usesDouble
        else {
            try run(launch)
            return try run(epilogue)
        }
        try runProduct(transposeLeft, transposeRight, launch, epilogue: epilogue)
    }

    /// Whether there is a kernel for some work, or for all of a program's bodies.
    public static func hasKernel(for work: Work) -> Bool {
        switch work {
        case .pointwise(let program, _):
            return program.instructions.allSatisfy { instruction in
                let operands = instruction.operands.indices.map {
                    Expression(named: "x\($0)", program.type)
                }
                return isWritten(instruction.text?.read(program.type, operands))
            }
        case .reduction(let kernel, _): return isCombining(kernel.text)
        case .indexReduction(let kernel, _): return isCombining(kernel.text)
        case .scan(let kernel, _, _): return isCombining(kernel.text?.combine)
        case .random(let kernel, _, _): return isWritten(kernel)
        case .product, .assemble, .gather, .pick, .scatter, .scatterAdd, .takeInRows, .putInRows,
            .gatherPoints, .putPoints, .addPoints, .order, .transfer:
            return true
        default: return false
        }
    }

    private static func isCombining(_ text: BodyText?) -> Bool {
        isWritten(
            text?.read(
                .float32, [Expression(named: "a", .float32), Expression(named: "b", .float32)]))
    }

    static func isWritten(_ expression: Expression?) -> Bool {
        guard let expression else { return false }
        var writer = ExpressionWriter()
        _ = writer.write(expression)
        return !writer.isIncomplete
    }

    /// Runs a kernel.
    func launch(
        _ kernel: Kernel, _ arguments: Arguments, global: WorkSize, local: WorkSize, name: String
    ) throws(SwndError) {
        try kernel.launch(arguments, global: global, local: local, name: name, pool)
    }
}

extension Launch {
    /// Whether double precision is read or written, and not only copied.
    fileprivate var usesDouble: Bool {
        if case .transfer = work { return false }
        return output.dtype == .float64 || inputs.contains { $0.dtype == .float64 }
    }
}
