import Glibc

/// The caches of this machine.
enum CacheSize {
    /// Bytes of the last level.
    static let last: Int = {
        let size = sysconf(Int32(_SC_LEVEL3_CACHE_SIZE))
        return size > 0 ? size : 16 << 20
    }()
}
