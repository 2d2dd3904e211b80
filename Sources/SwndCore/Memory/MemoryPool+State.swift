extension MemoryPool {
    /// What a pool knows about its memory, all in bytes of whole blocks.
    public struct Statistics: Sendable, Equatable {
        /// The bytes that are handed out now.
        public internal(set) var bytesInUse = 0
        /// The most bytes that were handed out at once.
        public internal(set) var peakBytesInUse = 0
        /// The bytes that are kept for reuse.
        public internal(set) var cachedByteCount = 0
        /// How often a block came from the system; it stands still once a program's sizes are warm.
        public internal(set) var systemAllocationCount = 0

        /// A pool that nobody has used.
        package init() {}
    }

    /// The statistics at this moment.
    public var statistics: Statistics {
        lock.pointee.lock()
        defer { lock.pointee.unlock() }
        return state.pointee.statistics
    }

    /// Begins a new measurement of the peak.
    public func resetPeak() {
        lock.pointee.lock()
        defer { lock.pointee.unlock() }
        state.pointee.statistics.peakBytesInUse = state.pointee.statistics.bytesInUse
    }

    /// The free lists and the statistics, guarded by the lock. A free block holds the address of
    /// the next one in its first bytes.
    struct State: ~Copyable {
        var statistics = Statistics()
        private var clock = 0
        private let classes: UnsafeMutablePointer<FreeList>

        private struct FreeList {
            var first: UnsafeMutableRawPointer?
            var lastUse = 0
        }

        init() {
            classes = .allocate(capacity: SizeClass.count)
            classes.initialize(repeating: FreeList(), count: SizeClass.count)
        }

        deinit {
            classes.deallocate()
        }

        /// A free block of the class, now in use, or `nil`.
        @inline(__always)
        mutating func takeCached(_ size: SizeClass) -> UnsafeMutableRawPointer? {
            guard let block = pop(size.index) else { return nil }
            clock &+= 1
            classes[size.index].lastUse = clock
            statistics.cachedByteCount &-= size.blockByteCount
            countInUse(size)
            return block
        }

        /// Keeps a block that was in use.
        @inline(__always)
        mutating func putCached(_ block: UnsafeMutableRawPointer, _ size: SizeClass) {
            clock &+= 1
            classes[size.index].lastUse = clock
            block.storeBytes(of: classes[size.index].first, as: UnsafeMutableRawPointer?.self)
            classes[size.index].first = block
            statistics.cachedByteCount &+= size.blockByteCount
            statistics.bytesInUse &-= size.blockByteCount
        }

        /// Takes a free block of the class that was not used for longest out of the pool.
        mutating func takeOldest() -> (UnsafeMutableRawPointer, SizeClass)? {
            var oldest: Int?
            for index in 0..<SizeClass.count where classes[index].first != nil {
                guard let best = oldest, classes[best].lastUse <= classes[index].lastUse else {
                    oldest = index
                    continue
                }
            }
            guard let oldest, let block = pop(oldest) else { return nil }
            let size = SizeClass(index: oldest)
            statistics.cachedByteCount &-= size.blockByteCount
            return (block, size)
        }

        /// Counts a block from the system as in use.
        mutating func countFromSystem(_ size: SizeClass) {
            statistics.systemAllocationCount &+= 1
            countInUse(size)
        }

        @inline(__always)
        private mutating func countInUse(_ size: SizeClass) {
            statistics.bytesInUse &+= size.blockByteCount
            if statistics.bytesInUse > statistics.peakBytesInUse {
                statistics.peakBytesInUse = statistics.bytesInUse
            }
        }

        @inline(__always)
        private func pop(_ index: Int) -> UnsafeMutableRawPointer? {
            guard let block = classes[index].first else { return nil }
            classes[index].first = block.load(as: UnsafeMutableRawPointer?.self)
            return block
        }
    }
}
