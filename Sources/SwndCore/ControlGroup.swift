import Glibc

/// What the control groups (versions 1 and 2) of this process leave to it.
///
/// A limit may be set on any ancestor of the process's group, so every level is read and the
/// smallest wins. In a container the path in `/proc/self/cgroup` may be the host's; the walk up to
/// the root then still finds the container's own files.
public enum ControlGroup {
    /// The number of processors' worth of time, for example 1.5, or `nil` when nothing limits it.
    public static func processorQuota() -> Double? {
        let groups = membership(readText("/proc/self/cgroup") ?? "")
        let unified = groups.unified.compactMap { folder in
            readText(folder + "/cpu.max").flatMap(quota(ofMax:))
        }
        let legacy = groups.legacy(controller: "cpu").compactMap { folder -> Double? in
            guard let quota = readText(folder + "/cpu.cfs_quota_us").flatMap(leadingNumber),
                let period = readText(folder + "/cpu.cfs_period_us").flatMap(leadingNumber),
                quota > 0, period > 0
            else { return nil }
            return Double(quota) / Double(period)
        }
        return (unified + legacy).min()
    }

    /// The bytes of memory that the process may use, or `nil` when nothing limits it.
    public static func memoryLimit() -> Int? {
        let groups = membership(readText("/proc/self/cgroup") ?? "")
        let files =
            groups.unified.map { $0 + "/memory.max" }
            + groups.legacy(controller: "memory").map { $0 + "/memory.limit_in_bytes" }
        return files.compactMap { readText($0).flatMap(leadingNumber) }.filter { $0 > 0 }.min()
    }

    /// The bytes that the process could use now before a limit is reached, counting what the system can drop; `nil` when nothing limits it.
    public static func availableMemory() -> Int? {
        let groups = membership(readText("/proc/self/cgroup") ?? "")
        let unified = groups.unified.compactMap {
            remaining($0, limit: "memory.max", usage: "memory.current", "")
        }
        let legacy = groups.legacy(controller: "memory").compactMap {
            remaining($0, limit: "memory.limit_in_bytes", usage: "memory.usage_in_bytes", "total_")
        }
        return (unified + legacy).min()
    }

    private static func remaining(
        _ folder: String, limit: String, usage: String, _ prefix: String
    ) -> Int? {
        // Version 1 says "no limit" with a number beyond any machine.
        guard let limit = readText(folder + "/" + limit).flatMap(leadingNumber), limit < 1 << 60,
            let usage = readText(folder + "/" + usage).flatMap(leadingNumber)
        else { return nil }
        let files = droppable(inStatistics: readText(folder + "/memory.stat") ?? "", prefix)
        return max(limit - max(usage - files, 0), 0)
    }

    /// The bytes of files that the text of `memory.stat` says are kept, but could be dropped.
    package static func droppable(inStatistics text: String, _ prefix: String) -> Int {
        var sum = 0
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 2,
                fields[0] == prefix + "inactive_file" || fields[0] == prefix + "active_file",
                let number = Int(fields[1]), number >= 0
            else { continue }
            sum = sum.addingReportingOverflow(number).partialValue
        }
        return max(sum, 0)
    }
}

extension ControlGroup {
    /// The groups of a process, by the hierarchies that they are in.
    package struct Membership {
        /// Lines of `/proc/self/cgroup`: the controllers, and the path within their hierarchy.
        var lines: [(controllers: [Substring], path: Substring)] = []

        /// The folders of version 2, from the process's group up to the root.
        package var unified: [String] {
            lines.filter { $0.controllers.isEmpty }.flatMap { line in
                ControlGroup.ancestors(line.path, below: "/sys/fs/cgroup")
            }
        }

        /// The folders of a version 1 controller, from the process's group up to the root.
        package func legacy(controller: Substring) -> [String] {
            lines.filter { $0.controllers.contains(controller) }.flatMap { line in
                let names = [controller, Substring(line.controllers.joined(separator: ","))]
                return names.flatMap {
                    ControlGroup.ancestors(line.path, below: "/sys/fs/cgroup/" + $0)
                }
            }
        }
    }

    /// Reads the text of `/proc/self/cgroup`.
    package static func membership(_ text: String) -> Membership {
        var result = Membership()
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            result.lines.append((fields[1].split(separator: ","), fields[2]))
        }
        return result
    }

    /// The quota that the text of `cpu.max` sets: `"150000 100000"` is 1.5, `"max 100000"` is none.
    package static func quota(ofMax text: String) -> Double? {
        let fields = text.split { $0 == " " || $0 == "\n" }
        guard fields.count == 2, let quota = Int(fields[0]), let period = Int(fields[1]),
            quota > 0, period > 0
        else { return nil }
        return Double(quota) / Double(period)
    }

    /// `"/a/b"` below `/root` is `/root/a/b`, `/root/a`, `/root`.
    static func ancestors(_ path: Substring, below root: String) -> [String] {
        let parts = path.split(separator: "/")
        return (0...parts.count).reversed().map { count in
            ([Substring(root)] + parts.prefix(count)).joined(separator: "/")
        }
    }

    /// The whole number that a text begins with; `nil` for `"max"` and for what does not fit.
    package static func leadingNumber(_ text: String) -> Int? {
        Int(text.prefix { $0 == "-" || $0.isNumber })
    }
}

/// The text of a small file of the system, or `nil` when it cannot be read.
public func readText(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer -> String? in
        while bytes.count < 1 << 16 {
            let count = read(file, buffer.baseAddress, buffer.count)
            if count < 0 { return nil }
            if count == 0 { break }
            bytes.append(contentsOf: buffer.prefix(count))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
