import CSystem
import Glibc
import SwndCore
import SwndGraph
import Synchronization

/// Writes down what was executed when, where and for how long, while it runs.
public final class Profiler: @unchecked Sendable {
    /// Who took it.
    enum Worker: Hashable {
        case thread(UInt64)
        case device(String)
    }

    /// What took time.
    struct Event {
        enum Kind: String {
            /// Operators that were executed together.
            case launch
            /// One operator inside its call.
            case immediate
            /// A thread that waits for a result, perhaps helping meanwhile.
            case wait
            /// A window turned into launches.
            case plan
            /// A kernel or a copy on a device, by the device's clock.
            case device
        }

        let kind: Kind
        let name: String
        let start: UInt64
        let end: UInt64
        /// What worked: a thread by number, or a device by name.
        let worker: Worker
        let members: [String]
        let sites: [String]
    }

    private let running = Atomic<Bool>(false)
    private let events = Locked<[Event]>([])
    private let backends: Backends
    private let immediateLimit: Int

    init(_ backends: Backends, immediateLimit: Int) {
        self.backends = backends
        self.immediateLimit = immediateLimit
    }

    /// Whether events are written down.
    @inline(__always)
    public var isRunning: Bool { running.load(ordering: .relaxed) }

    /// Begins, or stops.
    public func setRunning(_ isOn: Bool) {
        running.store(isOn, ordering: .relaxed)
        CallSite.isProfiled = isOn
        // The shortest way is for those who are not looked at.
        Runtime.immediateLimit = isOn ? 0 : immediateLimit
        backends.setProfiling(isOn)
    }

    /// Forgets all events.
    public func reset() {
        _ = backends.takeActivities()
        events.withLock { $0.removeAll() }
    }

    /// Writes down an event that ends now, if the profiler runs and ran when it began.
    func add(
        _ kind: Event.Kind, _ name: @autoclosure () -> String, from start: UInt64,
        members: @autoclosure () -> [String] = [], sites: @autoclosure () -> [String] = []
    ) {
        guard isRunning, start > 0 else { return }
        let event = Event(
            kind: kind, name: name(), start: start, end: csystem_nanoseconds(),
            worker: .thread(csystem_thread_number()), members: members(), sites: sites())
        events.withLock { $0.append(event) }
    }

    /// Runs something, as an event if the profiler runs.
    @inline(__always)
    func measure<Result>(
        _ kind: Event.Kind, _ name: @autoclosure () -> String, members: @autoclosure () -> [String],
        sites: @autoclosure () -> [String], _ body: () throws(SwndError) -> Result
    ) throws(SwndError) -> Result {
        guard isRunning else { return try body() }
        let sites = sites()
        let start = csystem_nanoseconds()
        defer { add(kind, name(), from: start, members: members(), sites: sites) }
        return try body()
    }

    /// All events, oldest first.
    var all: [Event] {
        let ofDevices = backends.takeActivities().map { device, activity in
            Event(
                kind: .device, name: activity.name, start: activity.start, end: activity.end,
                worker: .device(device), members: [activity.name], sites: [])
        }
        return events.withLock {
            $0 += ofDevices
            // Sorted in here: elsewhere, they would be read from the memory that the next event may be added to.
            return $0.sorted { $0.start < $1.start }
        }
    }
}

extension Profiler {
    /// The events as a trace that Chrome and Perfetto open: times in microseconds.
    ///
    /// The format: "Trace Event Format", Google, 2016.
    public var trace: String {
        let all = self.all
        var rows: [Worker: Int] = [:]
        for event in all where rows[event.worker] == nil { rows[event.worker] = rows.count }
        var lines = rows.sorted { $0.value < $1.value }.map { worker, row in
            let name = if case .device(let name) = worker { name } else { "thread \(row)" }
            return
                "{\"ph\": \"M\", \"name\": \"thread_name\", \"pid\": \(getpid()), \"tid\": \(row),"
                + " \"args\": {\"name\": \"\(name)\"}}"
        }
        for event in all {
            lines.append(
                "{\"ph\": \"X\", \"name\": \(Self.quoted(event.name)), \"cat\": \"\(event.kind.rawValue)\","
                    + " \"ts\": \(Self.microseconds(event.start)),"
                    + " \"dur\": \(Self.microseconds(event.end &- event.start)),"
                    + " \"pid\": \(getpid()), \"tid\": \(rows[event.worker] ?? 0),"
                    + " \"args\": {\"operators\": \(Self.list(event.members)),"
                    + " \"called at\": \(Self.list(event.sites))}}")
        }
        return "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n" + lines.joined(separator: ",\n")
            + "\n]}\n"
    }

    /// For each name how often, and the times in milliseconds, the longest total first.
    public var summary: String {
        struct Row {
            var count = 0
            var total: UInt64 = 0
            var least = UInt64.max
            var most: UInt64 = 0
        }
        var rows: [String: Row] = [:]
        for event in all {
            let time = event.end &- event.start
            var row = rows["\(event.kind.rawValue): \(event.name)", default: Row()]
            row.count += 1
            row.total &+= time
            row.least = Swift.min(row.least, time)
            row.most = Swift.max(row.most, time)
            rows["\(event.kind.rawValue): \(event.name)"] = row
        }
        let titles = [
            "Name", "Total Count", "Time (ms)", "Min Time (ms)", "Max Time (ms)", "Avg Time (ms)",
        ]
        var table = [titles]
        for (name, row) in rows.sorted(by: { $0.value.total > $1.value.total }) {
            table.append(
                [name, "\(row.count)"]
                    + [row.total, row.least, row.most, row.total / UInt64(row.count)].map(
                        Self.milliseconds))
        }
        let widths = titles.indices.map { column in table.map(\.[column].count).max() ?? 0 }
        return table.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }

    private static func microseconds(_ nanoseconds: UInt64) -> String {
        decimal(nanoseconds, 1000)
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> String {
        decimal(nanoseconds / 100, 10_000)
    }

    /// A quotient by a power of ten, written with all its digits.
    private static func decimal(_ number: UInt64, _ unit: UInt64) -> String {
        let rest = String(number % unit)
        let digits = String(unit).count - 1
        return "\(number / unit)." + String(repeating: "0", count: digits - rest.count) + rest
    }

    private static func list(_ texts: [String]) -> String {
        "[" + texts.map(quoted).joined(separator: ", ") + "]"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
