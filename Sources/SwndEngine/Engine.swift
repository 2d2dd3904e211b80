import CSystem
import SwndCore
import SwndGraph
import Synchronization

/// Executes nodes: small ones inside the call, others later and together.
///
/// A pending node stands in the window. The window goes to the engine when somebody reads, when it has become large, or when no
/// node came for a while and a helper is free; then it is planned as a whole, and the plan's launches are executed one after the other by
/// whoever holds the driver lock: a reader, or a helper in the background. Readers that come meanwhile take part in the loops of the
/// launches. See docs/engine.md.
public final class Engine: Executor, @unchecked Sendable {
    /// The bounds of the window are guarded by the lock; all else stays as it is.
    var settings: EngineSettings
    let backends: Backends
    private let host: any Backend
    private let helpers: any Helpers
    private let runner: PlanRunner
    private let immediate: ImmediateRunner
    private let launchCount = Atomic<UInt64>(0)
    /// Writes down what is executed when.
    public let profiler: Profiler

    /// Guards the window and the sealed ones.
    private let lock: UnsafeMutablePointer<UInt32>
    private var open = Window(firstTicket: 1)
    private var sealed: [Window] = []
    private let sealedCount = Atomic<Int>(0)
    /// How many nodes were submitted: while it stands still, nobody submits.
    private let submitted = Atomic<UInt64>(0)

    let driver = DriverLock()
    /// Used by the thread that holds the driver lock.
    private var plan = Plan()
    private let hasPlan = Atomic<Bool>(false)

    /// Whether there is enough to do for a helper.
    private let isWorthIt = Atomic<Bool>(false)
    /// Set while helpers must leave the driver lock alone: during a fork, and at the end of the process.
    let isHalted = Atomic<Bool>(false)

    /// - Parameters:
    ///   - host: the back end of all processor contexts.
    ///   - devices: those with memory of their own, by kind.
    ///   - helpers: the threads beside the callers'.
    public init(
        host: any Backend, devices: [Context.Device: any Devices] = [:], helpers: any Helpers,
        settings: EngineSettings = EngineSettings()
    ) {
        self.host = host
        backends = Backends(host: host, devices: devices)
        self.helpers = helpers
        self.settings = settings
        runner = PlanRunner(backends, tells: settings.debugLevel > 0)
        immediate = ImmediateRunner(host, tells: settings.debugLevel > 0)
        profiler = Profiler(backends, immediateLimit: settings.immediateEffort)
        CallSite.isTold = settings.debugLevel > 0
        lock = .allocate(capacity: 1)
        lock.initialize(to: 0)
        Runtime.immediateLimit = settings.immediateEffort
        helpers.setDuty(self)
    }

    /// Kernels started so far.
    public var launches: UInt64 {
        launchCount.load(ordering: .relaxed) &+ Runtime.directCount
    }

    /// Nodes that wait to be executed.
    public var pendingCount: Int {
        csystem_lock(lock)
        defer { csystem_unlock(lock) }
        return sealed.reduce(open.entries.count) { $0 + $1.entries.count }
    }

    /// What waits to be executed behind a value, in the DOT language.
    public func graph(of value: Value) -> String {
        csystem_lock(lock)
        let windows = sealed + [open]
        csystem_unlock(lock)
        return PendingGraph.text(of: value, windows)
    }
}

/// Taking nodes.
extension Engine {
    public func submit(_ node: Node) throws(SwndError) -> Value {
        try node.work.check()
        guard node.isOfHost else { return try submitToDevice(node) }
        let effort = node.effort
        if settings.isSynchronous {
            for input in node.inputs where input.storage.isPending { try wait(for: input) }
        }
        if effort <= settings.immediateEffort || settings.isSynchronous,
            node.inputs.allSatisfy(\.storage.isReady)
        {
            return try profiler.measure(
                .immediate, node.name, members: [node.name],
                sites: CallSite.current.map { [$0] } ?? []
            ) { () throws(SwndError) in try runNow(node) }
        }
        try checkSize(node)
        return try append(node, effort)
    }

    /// A result that cannot be had at all is refused at once.
    private func checkSize(_ node: Node) throws(SwndError) {
        let byteCount = node.shape.count &* node.dtype.byteCount
        let limit = MemoryPool.shared.limit
        guard byteCount > limit else { return }
        throw SwndError(
            .memory,
            "\(node.name): cannot allocate \(byteCount) bytes: the memory limit is \(limit)"
                + " (result \(node.shape) \(node.dtype))")
    }

    func append(
        _ node: Node, _ effort: Int, on device: (any DeviceMemory)? = nil
    ) throws(SwndError) -> Value {
        let site = CallSite.current(for: node)
        csystem_lock(lock)
        let value = open.append(node, effort: effort, site: site, on: device)
        func holds(_ nodes: Int) -> Bool {
            open.entries.count >= nodes || open.byteCount >= settings.windowBytes
        }
        var isFull = holds(settings.windowNodes)
        if isFull {
            open.dropUnneeded()
            isFull = holds(settings.windowNodes / 2)
        }
        let isWorth = open.effort >= settings.backgroundEffort
        if isFull {
            sealed.append(open.take())
            sealedCount.store(sealed.count, ordering: .relaxed)
        }
        csystem_unlock(lock)
        submitted.wrappingAdd(1, ordering: .relaxed)
        if isWorth || isFull { call() }
        if isFull { try makeRoom() }
        return value
    }

    /// Wakes a helper, once for a window.
    private func call() {
        guard helpers.helperCount > 0, !isWorthIt.exchange(true, ordering: .sequentiallyConsistent)
        else { return }
        helpers.wakeHelper()
    }

    /// Blocks while too many windows wait to be executed: so memory in flight is bounded. Who holds a lock calls it afterwards. Throws
    /// when it is interrupted.
    public func makeRoom() throws(SwndError) {
        let most = helpers.helperCount > 0 ? settings.sealedWindows : 0
        guard !csystem_thread_state().pointee.holds_lock else { return }
        while sealedCount.load(ordering: .relaxed) > most {
            makeRoom(until: csystem_nanoseconds() &+ 100_000_000, most)
            // At the end as well: a caller that is interrupted between the call and its next step loses the result.
            try Interruption.check()
        }
    }

    private func makeRoom(until end: UInt64, _ most: Int) {
        let held = csystem_let_go()
        defer { csystem_take_back(held) }
        func isFull() -> Bool {
            sealedCount.load(ordering: .relaxed) > most && csystem_nanoseconds() < end
        }
        while isFull() {
            if driver.tryLock() {
                drive { !isFull() }
                leave()
            } else {
                helpers.help { self.driver.isHeld && isFull() }
            }
        }
    }

    /// Executes a node whose inputs are computed, on this thread.
    private func runNow(_ node: Node) throws(SwndError) -> Value {
        if node.shape.count > 0 { launchCount.wrappingAdd(1, ordering: .relaxed) }
        return try immediate.run(node)
    }
}

/// Waiting.
extension Engine {
    public func wait(for value: Value) throws(SwndError) {
        let storage = value.storage
        if storage.isPending {
            try waitUntil("wait", helpsWhile: { storage.isPending }) { !storage.isPending }
        }
        if let error = storage.error { throw error }
    }

    /// Returns when all work handed over so far, by any thread, has been done.
    public func waitAll() throws(SwndError) {
        csystem_lock(lock)
        if !open.isEmpty { sealed.append(open.take()) }
        let last = open.firstTicket
        sealedCount.store(sealed.count, ordering: .relaxed)
        csystem_unlock(lock)
        try waitUntil("waitall", helpsWhile: { true }) { !self.hasWork(before: last) }
        try backends.wait()
    }

    /// Executes, or helps the thread that does, until a condition holds or the thread's patience ends.
    private func waitUntil(
        _ name: String, helpsWhile isWorthHelping: () -> Bool, _ isDone: () -> Bool
    ) throws(SwndError) {
        let held = isDone() ? csystem_let_go_t() : csystem_let_go()
        defer { csystem_take_back(held) }
        let patience = csystem_thread_state().pointee.patience
        let end = patience > 0 ? csystem_nanoseconds() &+ patience &* 1000 : .max
        let start = profiler.isRunning ? csystem_nanoseconds() : 0
        defer { profiler.add(.wait, name, from: start) }
        func isOver() -> Bool { end != .max && csystem_nanoseconds() >= end }
        while !isDone() {
            if driver.tryLock() {
                drive { isDone() || isOver() }
                leave()
            } else {
                helpers.help { self.driver.isHeld && isWorthHelping() && !isOver() }
            }
            if isOver(), !isDone() {
                throw SwndError(
                    .unfinished, "\(name): not finished within \(patience) microseconds")
            }
        }
    }

    /// The bounds of what may wait: operators, and bytes of their results.
    public var window: (nodes: Int, bytes: Int) {
        csystem_lock(lock)
        defer { csystem_unlock(lock) }
        return (settings.windowNodes, settings.windowBytes)
    }

    /// Changes the bounds; zero leaves one as it is.
    public func setWindow(nodes: Int, bytes: Int) {
        csystem_lock(lock)
        defer { csystem_unlock(lock) }
        if nodes > 0 { settings.windowNodes = nodes }
        if bytes > 0 { settings.windowBytes = bytes }
    }

    private func hasWork(before ticket: UInt64) -> Bool {
        if hasPlan.load(ordering: .sequentiallyConsistent) { return true }
        csystem_lock(lock)
        defer { csystem_unlock(lock) }
        // A window that was taken since the plan was looked at is a plan now: it goes from one to the other under the lock.
        return (sealed.first?.firstTicket ?? .max) < ticket
            || hasPlan.load(ordering: .sequentiallyConsistent)
    }
}

/// Executing: by the thread that holds the driver lock.
extension Engine {
    /// Executes launches until a condition holds or there are none.
    ///
    /// - Parameter leavesOpen: whether the window that is still open is left to grow.
    private func drive(leavesOpen: Bool = false, until isDone: () -> Bool) {
        while !isDone() {
            if plan.isDone {
                guard let window = nextWindow(leavesOpen) else { return }
                let nodeCount = window.entries.count
                let start = csystem_nanoseconds()
                // Nothing but the planner may hold the window: it counts who holds its storages.
                plan = Planner.plan(
                    consume window, fuses: settings.fuses, explains: settings.debugLevel >= 3)
                profiler.add(.plan, "plan of \(nodeCount)", from: start)
                if settings.debugLevel > 0 { DebugLog.tell(plan, nodeCount, settings.debugLevel) }
                // A plan of nothing holds nothing.
                if plan.isDone { plan = Plan() }
                hasPlan.store(!plan.isDone, ordering: .sequentiallyConsistent)
                // There is room for a window again, and perhaps nothing to launch that would tell so.
                helpers.wakeWaiting()
            } else {
                launchCount.wrappingAdd(1, ordering: .relaxed)
                runNext()
                if plan.isDone { hasPlan.store(false, ordering: .sequentiallyConsistent) }
                helpers.wakeWaiting()
            }
        }
    }

    private func runNext() {
        guard profiler.isRunning else { return runner.runNext(&plan) }
        // One that was opened since then.
        backends.setProfiling(true)
        let step = plan.steps[plan.position]
        let start = csystem_nanoseconds()
        runner.runNext(&plan)
        profiler.add(
            .launch, step.names.joined(separator: ", "), from: start, members: step.names,
            sites: step.sites)
    }

    private func nextWindow(_ leavesOpen: Bool) -> Window? {
        csystem_lock(lock)
        defer { csystem_unlock(lock) }
        if !sealed.isEmpty {
            let first = sealed.removeFirst()
            // Between the window and the plan, the work must be seen in one of both.
            hasPlan.store(true, ordering: .sequentiallyConsistent)
            sealedCount.store(sealed.count, ordering: .relaxed)
            return first
        }
        if leavesOpen || open.isEmpty { return nil }
        hasPlan.store(true, ordering: .sequentiallyConsistent)
        isWorthIt.store(false, ordering: .sequentiallyConsistent)
        return open.take()
    }

    /// Gives the driver lock back. What is left to do is for the helpers.
    private func leave() {
        let isLeft = !plan.isDone
        driver.unlock()
        helpers.wakeWaiting()
        if isLeft || sealedCount.load(ordering: .relaxed) > 0 { call() }
    }
}

/// What helpers do in the background.
extension Engine: Duty {
    public var isWanted: Bool {
        isWorthIt.load(ordering: .sequentiallyConsistent) && !driver.isHeld
            && !isHalted.load(ordering: .relaxed)
    }

    public func perform() {
        let isFull =
            hasPlan.load(ordering: .relaxed) || sealedCount.load(ordering: .relaxed) > 0
        guard isFull || isQuiet(), driver.tryLock() else { return }
        isWorthIt.store(false, ordering: .sequentiallyConsistent)
        drive(leavesOpen: isFull) { self.isHalted.load(ordering: .relaxed) }
        driver.unlock()
        helpers.wakeWaiting()
        // What came meanwhile may be enough for another turn.
        csystem_lock(lock)
        let isWorth = open.effort >= settings.backgroundEffort || !sealed.isEmpty
        csystem_unlock(lock)
        if isWorth || hasPlan.load(ordering: .relaxed) {
            isWorthIt.store(true, ordering: .sequentiallyConsistent)
        }
    }

    /// Whether nobody submits for some tens of microseconds.
    private func isQuiet() -> Bool {
        let count = submitted.load(ordering: .relaxed)
        csystem_lock(lock)
        let isOfDevice = open.isOfDevice
        csystem_unlock(lock)
        if isOfDevice { return isQuietForLong(count) }
        let end = csystem_nanoseconds() &+ UInt64(settings.quietMicroseconds) &* 1000
        while csystem_nanoseconds() < end {
            for _ in 0..<16 { csystem_cpu_pause() }
            if submitted.load(ordering: .relaxed) != count || driver.isHeld { return false }
        }
        return true
    }
}

extension Engine {
    /// The same for the time that a window with nodes of a device needs, most of which this thread sleeps.
    private func isQuietForLong(_ count: UInt64) -> Bool {
        let step = 500
        let time = Swift.max(settings.quietMicroseconds, settings.deviceQuietMicroseconds)
        var word: UInt32 = 0
        for _ in 0..<(time / step &+ 1) {
            csystem_futex_wait(&word, 0, Int64(step) &* 1000)
            if submitted.load(ordering: .relaxed) != count || driver.isHeld
                || isHalted.load(ordering: .relaxed)
            {
                return false
            }
        }
        return true
    }
}

/// Fork and the end of the process.
extension Engine {
    /// Stops, with nothing half done, and stays so until ``resume()``: the calling thread is about to fork.
    public func halt() {
        isHalted.store(true, ordering: .sequentiallyConsistent)
        while !driver.lock(seconds: 600) {}
        csystem_lock(lock)
    }

    /// Goes on, in the process that forked and in its child.
    public func resume() {
        csystem_unlock(lock)
        driver.unlock()
        isHalted.store(false, ordering: .sequentiallyConsistent)
    }

    /// Keeps helpers from beginning anything, and waits for what has begun: the process is about to end. For a launch on the host that is
    /// a while only. Devices are waited for: the end of a process takes the driver away, and a thread may be compiling.
    public func end() {
        isHalted.store(true, ordering: .sequentiallyConsistent)
        guard driver.lock(seconds: backends.haveDevices ? 120 : 2) else { return }
        try? backends.wait()
        driver.unlock()
    }
}
