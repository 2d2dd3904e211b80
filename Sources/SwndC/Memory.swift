import CSwnd
import Swnd
import SwndCore

private var pool: MemoryPool {
    Process.start()
    return MemoryPool.shared
}

@implementation @_cdecl("swnd_memory_read_stats")
public func swnd_memory_read_stats(
    _ out: UnsafeMutablePointer<swnd_memory_stats>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out, out.pointee.struct_size == MemoryLayout<swnd_memory_stats>.size else {
            throw SwndError(.type, "memory_stats: out is NULL or its struct_size is not set")
        }
        let memory = pool.statistics
        out.pointee.bytes_in_use = UInt64(max(memory.bytesInUse, 0))
        out.pointee.bytes_peak = UInt64(max(memory.peakBytesInUse, 0))
        out.pointee.bytes_cached = UInt64(max(memory.cachedByteCount, 0))
        out.pointee.system_allocations = UInt64(max(memory.systemAllocationCount, 0))
        out.pointee.limit = UInt64(max(pool.limit, 0))
        out.pointee.cache_limit = UInt64(max(pool.cacheLimit, 0))
    }
}

@implementation @_cdecl("swnd_memory_reset_peak")
public func swnd_memory_reset_peak() -> swnd_status {
    pool.resetPeak()
    return SWND_OK
}

@implementation @_cdecl("swnd_memory_set_limit")
public func swnd_memory_set_limit(
    _ previous: UnsafeMutablePointer<UInt64>!, _ bytes: UInt64
) -> swnd_status {
    if let previous { previous.pointee = UInt64(max(pool.limit, 0)) }
    pool.limit = byteCount(bytes, default: MemoryPool.defaultLimit)
    return SWND_OK
}

@implementation @_cdecl("swnd_memory_set_cache_limit")
public func swnd_memory_set_cache_limit(
    _ previous: UnsafeMutablePointer<UInt64>!, _ bytes: UInt64
) -> swnd_status {
    if let previous { previous.pointee = UInt64(max(pool.cacheLimit, 0)) }
    pool.cacheLimit = byteCount(bytes, default: MemoryPool.defaultCacheLimit)
    return SWND_OK
}

@implementation @_cdecl("swnd_memory_empty_cache")
public func swnd_memory_empty_cache() -> swnd_status {
    pool.emptyCache()
    return SWND_OK
}

private func byteCount(_ bytes: UInt64, default standard: Int) -> Int {
    bytes == UInt64.max ? standard : Int(clamping: bytes)
}
