import COpenCL
import CSystem
import Glibc
import SwndCore
import Synchronization

/// A device that has been opened, with its queue: what is put there is done in order.
final class OpenCLDevice: @unchecked Sendable {
    let library: OpenCLLibrary
    let id: cl_device_id
    let facts: DeviceFacts
    let context: cl_context
    /// As arrays name it.
    let name: Context
    /// What was put into the queue while the profiler ran.
    let activities: ActivityLog

    private let plain: cl_command_queue
    /// Another queue, whose commands tell when they began and ended. It takes the place of the first one while the profiler runs.
    private var timed: cl_command_queue?
    private let isTimed = Atomic<Bool>(false)
    private let wantsTimes = Atomic<Bool>(false)
    /// Held while commands that nobody waits for are put into a queue, but for those of the thread that launches.
    private var exchange: UInt32 = 0

    /// Launches since the queue was last flushed.
    private var unflushed = 0
    private let launches = Atomic<UInt64>(0)

    init(
        _ library: OpenCLLibrary, _ id: cl_device_id, _ facts: DeviceFacts, name: Context
    ) throws(SwndError) {
        self.library = library
        self.id = id
        self.facts = facts
        self.name = name
        var status = cl_int(CL_SUCCESS)
        var device: cl_device_id? = id
        let context = library.createContext(nil, 1, &device, nil, nil, &status)
        try OpenCLStatus.check(status, "\(name): \(facts.name) cannot be opened")
        guard let context else { throw SwndError(.context, "\(name): there is no context") }
        self.context = context
        let queue = library.createCommandQueue(context, id, 0, &status)
        try OpenCLStatus.check(status, "\(name): a queue cannot be made")
        guard let queue else { throw SwndError(.context, "\(name): there is no queue") }
        plain = queue
        activities = ActivityLog(library)
    }

    /// Where commands go.
    var queue: cl_command_queue {
        isTimed.load(ordering: .acquiring) ? timed ?? plain : plain
    }

    /// Whether commands of the queue tell their times.
    var tellsTimes: Bool { isTimed.load(ordering: .relaxed) }

    /// Has commands tell their times from the next launch on, or no longer.
    func setTimed(_ isOn: Bool) { wantsTimes.store(isOn, ordering: .relaxed) }

    /// Puts something into the queue that is not exchanged meanwhile.
    func withQueue(_ body: (cl_command_queue) -> cl_int) -> cl_int {
        csystem_lock(&exchange)
        defer { csystem_unlock(&exchange) }
        return body(queue)
    }

    /// Takes the queue that is wanted. What is in the other one ends first: so the order of commands stays.
    private func takeWantedQueue() {
        let isWanted = wantsTimes.load(ordering: .relaxed)
        guard isWanted != tellsTimes else { return }
        csystem_lock(&exchange)
        defer { csystem_unlock(&exchange) }
        if timed == nil {
            var status = cl_int(CL_SUCCESS)
            timed = library.createCommandQueue(
                context, id, cl_command_queue_properties(COPENCL_QUEUE_PROFILING_ENABLE), &status)
        }
        _ = library.finish(queue)
        isTimed.store(isWanted && timed != nil, ordering: .releasing)
        if timed == nil { wantsTimes.store(false, ordering: .relaxed) }
    }

    /// Kernels launched so far.
    var launchCount: UInt64 { launches.load(ordering: .relaxed) }

    /// Drivers do not survive a fork: what the child may do is to compute on the processor.
    func check() throws(SwndError) { try OpenCLProcess.check(name) }

    /// Puts a kernel into the queue; its arguments have been set.
    func launch(
        _ kernel: cl_kernel, global: WorkSize, local: WorkSize, _ what: String
    ) throws(SwndError) {
        takeWantedQueue()
        var (all, group) = (global.sizes, local.sizes)
        var event: cl_event?
        let start = tellsTimes ? csystem_nanoseconds() : 0
        let code =
            start > 0
            ? library.enqueueKernel(
                queue, kernel, cl_uint(global.rank), nil, &all, &group, 0, nil, &event)
            : library.enqueueKernel(
                queue, kernel, cl_uint(global.rank), nil, &all, &group, 0, nil, nil)
        if let event { activities.add(what, event, given: start) }
        launches.wrappingAdd(1, ordering: .relaxed)
        try OpenCLStatus.check(code, what)
        unflushed += 1
        if unflushed >= 16 { flush() }
    }

    /// Has the device begin with what is in the queue.
    func flush() {
        unflushed = 0
        _ = library.flush(queue)
    }

    /// Returns when everything in the queue has been done.
    func finish() throws(SwndError) {
        try check()
        try OpenCLStatus.check(library.finish(queue), "\(name)")
        OpenCLProcess.watchEnd(after: .computing)
    }
}

/// The number of work items along up to three axes.
struct WorkSize {
    var sizes: [Int]
    var rank: Int { sizes.count }

    init(_ sizes: Int...) { self.sizes = sizes }
}

/// Forks and the end of a process that has opened devices.
enum OpenCLProcess {
    private static let forked = Atomic<Bool>(false)
    nonisolated(unsafe) private static var atEnd: @Sendable () -> Void = {}
    private static let watched = Atomic<UInt8>(0)

    /// Whether this process is the child of one that has asked drivers for their devices.
    static var isForked: Bool { forked.load(ordering: .relaxed) }

    /// Drivers do not survive a fork, not even one that has only been asked for its devices: its threads are not in the child.
    static func check(_ device: Context) throws(SwndError) {
        guard isForked else { return }
        throw SwndError(
            .context,
            "\(device) cannot be used here: this process was forked from one that uses it, and drivers"
                + " do not survive that; start it anew (multiprocessing's 'spawn'), or use cpu()")
    }

    /// Called once, before drivers are asked for anything.
    static func watchForks() {
        csystem_on_fork(nil, nil) { OpenCLProcess.forked.store(true, ordering: .relaxed) }
    }

    /// What a driver does first; with it, it may register what it will do at the end of the process.
    enum Beginning: UInt8 {
        case loading = 1
        case building = 2
        case computing = 4
    }

    /// Called once, before the first ``watchEnd(after:)``.
    static func setEnd(_ atEnd: @escaping @Sendable () -> Void) { self.atEnd = atEnd }

    /// Called when a driver has begun something for the first time: the process ends in reverse order, so that swnd comes to an end before the
    /// driver takes away what a thread may be using.
    static func watchEnd(after beginning: Beginning) {
        let bit = beginning.rawValue
        guard watched.load(ordering: .relaxed) & bit == 0,
            watched.bitwiseOr(bit, ordering: .relaxed).oldValue & bit == 0
        else { return }
        if beginning == .loading { csystem_handle_forks_first() }
        atexit { OpenCLProcess.atEnd() }
    }
}
