import Glibc

/// How much memory there is, for the machine and for the control group of this process.
package enum AvailableMemory {
    /// All that the process may ever use: the machine's, or less where a control group says so.
    package static func total() -> Int {
        let pages = max(sysconf(Int32(_SC_PHYS_PAGES)), 1 << 18)
        let (machine, overflow) = pages.multipliedReportingOverflow(
            by: max(sysconf(Int32(_SC_PAGESIZE)), 4096))
        return min(overflow ? .max : machine, ControlGroup.memoryLimit() ?? .max)
    }

    /// What could be used now without anybody being killed for it: what is free or can be dropped, and the free swap. `nil`
    /// where the system does not say. Takes some tens of microseconds.
    package static func now() -> Int? {
        let machine = readText("/proc/meminfo").flatMap(available(inMemoryInfo:))
        let group = ControlGroup.availableMemory()
        guard let machine, let group else { return machine ?? group }
        return min(machine, group)
    }

    /// What the text of `/proc/meminfo` says.
    package static func available(inMemoryInfo text: String) -> Int? {
        guard let memory = kibibytes("MemAvailable:", text) else { return nil }
        let swap = kibibytes("SwapFree:", text) ?? 0
        let (sum, overflow) = memory.addingReportingOverflow(swap)
        let (bytes, tooMany) = sum.multipliedReportingOverflow(by: 1024)
        return overflow || tooMany ? nil : bytes
    }

    private static func kibibytes(_ name: String, _ text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let fields = line.split(separator: " ")
            guard fields.count > 1, let number = Int(fields[1]), number >= 0 else { return nil }
            return number
        }
        return nil
    }
}
