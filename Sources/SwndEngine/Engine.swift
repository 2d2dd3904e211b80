import SwndCore
import SwndGraph
import Synchronization

/// Executes nodes: plans them and hands launches to the back end of their context.
///
/// Every node is executed inside the call that makes it. What is between operators and back ends is in place all the same:
/// nodes, a planner, launches.
public final class Engine: Executor {
    private let backends: [Context.Device: any Backend]
    private let planner = Planner()
    private let host: any Backend
    private let launchCount = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - host: the back end of all processor contexts.
    ///   - others: back ends of other kinds of device.
    public init(host: any Backend, others: [Context.Device: any Backend] = [:]) {
        self.host = host
        self.backends = others
    }

    /// Kernels started so far.
    public var launches: UInt64 {
        launchCount.load(ordering: .relaxed) &+ Runtime.directCount
    }

    public func submit(_ node: Node) throws(SwndError) -> Value {
        let backend = try self.backend(for: node)
        let launch = try planner.plan(node, on: backend)
        if node.shape.count > 0 {
            launchCount.wrappingAdd(1, ordering: .relaxed)
            try backend.run(launch)
        }
        return launch.output
    }

    /// Returns when all work has been done.
    public func waitAll() throws(SwndError) {
        try host.wait()
        for backend in backends.values { try backend.wait() }
    }

    private func backend(for node: Node) throws(SwndError) -> any Backend {
        if node.context.isHost { return host }
        guard let backend = backends[node.context.device] else {
            throw SwndError(
                .context,
                "\(node.name): \(node.context) is not there: this build computes on cpu only")
        }
        try backend.check(node.context)
        return backend
    }
}
