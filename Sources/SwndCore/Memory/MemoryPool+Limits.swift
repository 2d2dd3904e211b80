extension MemoryPool {
    /// What a pool knows about its memory, in bytes of whole blocks.
    public struct Statistics: Sendable, Equatable {
        /// The bytes that are handed out now.
        public internal(set) var bytesInUse = 0
        /// The most bytes that were handed out at once; with several threads, give or take what their caches hold.
        public internal(set) var peakBytesInUse = 0
        /// The bytes that are kept for reuse.
        public internal(set) var cachedByteCount = 0
        /// How many blocks were new memory; it stands still once a program's sizes are warm.
        public internal(set) var systemAllocationCount = 0

        /// A pool that nobody has used.
        package init() {}
    }

    /// The statistics at this moment.
    public var statistics: Statistics {
        tellFromThread()
        return withLock { state in
            var result = Statistics()
            // What the pool would be told by all threads.
            var untold = 0
            var place = state.caches
            while let cache = place {
                untold &+= cache.pointee.untold
                place = cache.pointee.next
            }
            result.bytesInUse = state.bytesInUse &+ untold
            result.peakBytesInUse = max(state.peakBytesInUse, result.bytesInUse)
            result.cachedByteCount = state.cachedByteCount &- untold
            result.systemAllocationCount = state.newBlockCount
            return result
        }
    }

    /// Begins a new measurement of the peak.
    public func resetPeak() {
        let inUse = statistics.bytesInUse
        withLock { state in
            state.measurement &+= 1
            state.peakBytesInUse = inUse
        }
        tellFromThread()
    }

    /// The limit of ``shared`` at the start: `SWND_MEMORY_LIMIT`, or what the process may ever use.
    public static let defaultLimit = Environment.memoryLimit ?? AvailableMemory.total()

    /// The cache limit of ``shared`` at the start: `SWND_MEMORY_CACHE`, or an eighth of what the process may ever use.
    public static let defaultCacheLimit = Environment.memoryCache ?? AvailableMemory.total() / 8

    /// The most bytes in use and cached together; `Int.max` where there is none. Beyond it, allocations fail.
    ///
    /// It may be set below what is in use: then nothing can be allocated until enough is let go.
    public var limit: Int {
        get { withLock { $0.limit } }
        nonmutating set {
            let room = withLock { state in
                state.limit = max(newValue, 0)
                return max(state.limit &- state.bytesInUse, 0)
            }
            trimCache(to: room)
        }
    }

    /// The most bytes kept for reuse.
    public var cacheLimit: Int {
        get { withLock { $0.cacheLimit } }
        nonmutating set {
            let limit = withLock { state in
                state.cacheLimit = max(newValue, 0)
                return state.cacheLimit
            }
            trimCache(to: limit)
        }
    }
}
