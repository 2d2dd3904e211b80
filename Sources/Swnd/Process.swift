import CSystem
import Glibc
import SwndAutograd
import SwndCPU
import SwndCore
import SwndEngine
import SwndGraph
import SwndOpenCL
import SwndOperators

/// The parts of swnd, put together: the one place that knows all back ends.
public enum Process {
    private static let host = CPUBackend()
    /// The devices that `gpu(0)`, `gpu(1)` ... stand for; opened when they are asked for.
    public static let gpus = OpenCLDevices(host: host) { engine.end() }

    /// The engine of this process.
    public static let engine: Engine = {
        // Made now, not inside of an operator: a fork must not fall into the making of a lock.
        _ = (MemoryPool.shared, ThreadPool.shared)
        let engine = Engine(
            host: host, devices: [.gpu: gpus], helpers: ThreadPool.shared,
            settings: .ofEnvironment)
        // Handlers of a fork run in reverse order: launches end before the locks that they need are taken.
        csystem_on_fork(
            { Process.engine.halt() }, { Process.engine.resume() }, { Process.engine.resume() })
        atexit { Process.engine.end() }
        Runtime.install(executor: engine, recorder: Tape())
        return engine
    }()

    /// Makes what is otherwise made at first use, in one thread: all constants (`.ci/check-first-use` finds those that are missing), the
    /// engine, the pools, and with one small graph what the runtime itself keeps. Every way in comes by here first. Starts no thread;
    /// takes a millisecond or two, once.
    @inline(__always)
    public static func start() { csystem_start(makeAll) }
}

private func makeAll() {
    Environment.readAll()
    _ = Process.engine
    RandomStreams.start()
    _ = Op.all.count
    Op.makeBlocks()
    _ = Constant.shared
    _ = Operators.made
    _ = try? runSmallGraph()
}

private func runSmallGraph() throws(SwndError) {
    let x = try NDArray([1, 2] as [Float])
    try x.attachGrad()
    let last = Index.array(try NDArray([-1] as [Int32]))
    let y = try autograd.record { () throws(SwndError) in
        let z = try x * 2
        try z.assign(try x[last], at: [last])
        return try sum(exp(z) + x)
    }
    try y.backward()
    try x.assign(1, at: [.at(0)])
    try x.assign(2, at: [.array(try x .> 0)])
    _ = try x.values(as: Float.self)
    // A function of matrices that needs no library.
    _ = try linalgMaketrian(NDArray([1] as [Float])).values(as: Float.self)
}

extension Process {
    /// The number of threads that compute, the calling one included.
    public static var threadCount: Int {
        get {
            start()
            return ThreadPool.shared.threadCount
        }
        set {
            start()
            ThreadPool.shared.setThreadCount(newValue)
        }
    }
}
