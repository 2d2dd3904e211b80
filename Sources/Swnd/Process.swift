import SwndAutograd
import SwndCPU
import SwndCore
import SwndEngine
import SwndGraph

/// The parts of swnd, put together: the one place that knows all back ends.
public enum Process {
    /// The engine of this process.
    public static let engine: Engine = {
        // Made now, not inside of an operator: a fork must not fall into the making of a lock.
        _ = (MemoryPool.shared, ThreadPool.shared)
        let engine = Engine(host: CPUBackend())
        Runtime.install(executor: engine, recorder: Tape())
        return engine
    }()

    /// Makes sure that operators find their engine.
    @inline(__always)
    static func start() { _ = engine }
}

extension Process {
    /// The number of threads that compute, the calling one included.
    public static var threadCount: Int {
        get { ThreadPool.shared.threadCount }
        set { ThreadPool.shared.setThreadCount(newValue) }
    }
}
