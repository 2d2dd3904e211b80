import CSystem
import Glibc
import SwndCore

/// How many processors this process may use.
package enum CoreCount {
    /// The threads that are worth having: physical cores within the affinity mask, or less by the
    /// control group's quota.
    package static func usable() -> Int {
        let processors = affinity()
        var count = physicalCores(among: processors)
        if let quota = ControlGroup.processorQuota() {
            count = min(count, Int(min(quota, 4096).rounded(.up)))
        }
        return max(count, 1)
    }

    /// The processors of the machine, whatever this process may use of them.
    static func installed() -> Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_CONF)))
    }

    /// The logical processors in the affinity mask; empty when the system does not say.
    package static func affinity() -> [Int] {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 1024) { words in
            words.initialize(repeating: 0)
            guard let start = words.baseAddress, csystem_affinity(start, Int32(words.count))
            else { return [] }
            return (0..<words.count * 64).filter { words[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
        }
    }

    /// The number of different cores that the processors belong to. A processor of unknown core
    /// counts as one.
    static func physicalCores(among processors: [Int]) -> Int {
        let siblings = processors.map { processor in
            readText("/sys/devices/system/cpu/cpu\(processor)/topology/thread_siblings_list")
                ?? "\(processor)"
        }
        return Set(siblings).count
    }
}
