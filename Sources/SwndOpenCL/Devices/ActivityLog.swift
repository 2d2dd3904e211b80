import COpenCL
import CSystem
import SwndCore
import SwndEngine

/// What a device was given while the profiler ran, until somebody asks when it was done.
final class ActivityLog: @unchecked Sendable {
    private struct Entry {
        let name: String
        let event: cl_event
        /// When it was put into the queue, by the host's clock.
        let given: UInt64
    }

    private let library: OpenCLLibrary
    private var lock: UInt32 = 0
    private var entries: [Entry] = []
    private var known: [DeviceActivity] = []

    /// Events that drivers keep for us, at most.
    private static let most = 4096

    init(_ library: OpenCLLibrary) { self.library = library }

    /// Adds a command that was put into the queue.
    ///
    /// - Parameter event: is given back when it has told its times.
    func add(_ name: String, _ event: cl_event, given: UInt64) {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        entries.append(Entry(name: name, event: event, given: given))
        if entries.count >= Self.most { look() }
    }

    /// All that has been added since this was last asked for; waits for it.
    func take() -> [DeviceActivity] {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        look()
        defer { known = [] }
        return known
    }

    /// Asks events for their times. Under the lock.
    private func look() {
        var found: [(name: String, start: UInt64, end: UInt64)] = []
        // The device's clock is another one. No command is queued before it is given.
        var ahead = Int64.min
        for entry in entries {
            var event: cl_event? = entry.event
            if library.waitForEvents(1, &event) == CL_SUCCESS,
                let queued = time(entry.event, CL_PROFILING_COMMAND_QUEUED),
                let start = time(entry.event, CL_PROFILING_COMMAND_START),
                let end = time(entry.event, CL_PROFILING_COMMAND_END)
            {
                found.append((entry.name, start, end))
                ahead = Swift.max(ahead, Int64(bitPattern: entry.given &- queued))
            }
            _ = library.releaseEvent(entry.event)
        }
        entries = []
        known += found.map { name, start, end in
            DeviceActivity(
                name: name, start: start &+ UInt64(bitPattern: ahead),
                end: end &+ UInt64(bitPattern: ahead))
        }
    }

    private func time(_ event: cl_event, _ what: Int32) -> UInt64? {
        var time = cl_ulong(0)
        let code = library.getEventProfilingInfo(
            event, cl_profiling_info(what), MemoryLayout<cl_ulong>.size, &time, nil)
        return code == CL_SUCCESS ? UInt64(time) : nil
    }
}
