import Glibc
import SwndCore

/// The caches of this machine.
enum CacheSize {
    /// Bytes of the last level, as much of it as one processor reaches.
    ///
    /// Glibc counts what all of the machine has, twelve times as much on some.
    static let last: Int = {
        let text = readText("/sys/devices/system/cpu/cpu0/cache/index3/size")
        if let text, text.contains("K"), let size = ControlGroup.leadingNumber(text), size > 0 {
            return min(size, 1 << 30) << 10
        }
        let size = sysconf(Int32(_SC_LEVEL3_CACHE_SIZE))
        return size > 0 ? size : 16 << 20
    }()
}
