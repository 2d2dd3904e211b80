extension MemoryPool {
    /// The free blocks and the counters, guarded by the lock.
    ///
    /// The lock lies before it, and shares a cache line with what changes at every call: so a thread that allocates after
    /// another one waits for two lines, this and that of the size class, not for five.
    struct State: ~Copyable {
        var bytesInUse = 0
        var peakBytesInUse = 0
        var cachedByteCount = 0
        /// Beyond so many cached bytes it is time to trim the cache.
        var trimThreshold: Int
        /// Counts blocks that are let go.
        var clock = 0
        var newBlockCount = 0
        let lists: UnsafeMutablePointer<FreeList>

        // Here a new cache line begins.
        var small = Segments(byteCount: Segment.smallByteCount)
        var medium = Segments(byteCount: Segment.mediumByteCount)
        var limit: Int
        var cacheLimit: Int
        var periodStart: Int
        /// Counts measurements of the peak.
        var measurement = 0
        /// The caches of all threads, in a list.
        var caches: UnsafeMutablePointer<ThreadCache>?
        /// The new bytes since the system was last asked what is available.
        var unchecked = 0

        init(limit: Int, cacheLimit: Int, now: Int) {
            self.limit = limit
            self.cacheLimit = cacheLimit
            trimThreshold = cacheLimit
            periodStart = now
            let bytes = UnsafeMutableRawPointer.allocate(
                byteCount: SizeClass.count * MemoryLayout<FreeList>.stride, alignment: 64)
            lists = bytes.bindMemory(to: FreeList.self, capacity: SizeClass.count)
            lists.initialize(repeating: FreeList(), count: SizeClass.count)
        }

        deinit {
            for index in 0..<SizeClass.count { lists[index].destroy() }
            lists.deallocate()
        }
    }
}

extension MemoryPool.State {
    /// A free block of the class, now in use, or `nil`.
    @inline(__always)
    mutating func takeCached(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        guard let block = lists[size.index].pop() else { return nil }
        cachedByteCount &-= size.blockByteCount
        countInUse(size)
        switch size.source {
        case .small: small.enter(Segment.of(block, size))
        case .medium: medium.enter(Segment.of(block, size))
        case .mapped: break
        }
        return block
    }

    /// Keeps a block that was in use. Result: whether it is time for ``MemoryPool/settle()``.
    @inline(__always)
    mutating func putCached(_ block: UnsafeMutableRawPointer, _ size: SizeClass) -> Bool {
        clock &+= 1
        lists[size.index].push(block)
        cachedByteCount &+= size.blockByteCount
        bytesInUse &-= size.blockByteCount
        switch size.source {
        case .small: small.leave(Segment.of(block, size))
        case .medium: medium.leave(Segment.of(block, size))
        case .mapped:
            lists[size.index].lastUse = clock
            return true
        }
        return clock & 63 == 0 || cachedByteCount > trimThreshold
    }

    /// A new block, now in use, cut from a segment; `nil` when a segment or room in the list is needed for it.
    mutating func cut(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        guard lists[size.index].admit() else { return nil }
        let block =
            size.source == .small
            ? small.cut(size.blockByteCount) : medium.cut(size.blockByteCount)
        if block == nil { lists[size.index].dismiss() }
        return block
    }

    @inline(__always)
    mutating func countInUse(_ size: SizeClass) {
        bytesInUse &+= size.blockByteCount
        if bytesInUse > peakBytesInUse { peakBytesInUse = bytesInUse }
    }

    /// Takes the mapped block that was not used for longest out of the pool.
    mutating func takeOldestMapped() -> (UnsafeMutableRawPointer, SizeClass)? {
        var oldest: Int?
        for index in SizeClass.sharedCount..<SizeClass.count where lists[index].count > 0 {
            if let best = oldest, lists[best].lastUse <= lists[index].lastUse { continue }
            oldest = index
        }
        return oldest.flatMap { takeMapped($0) }
    }

    /// Takes a mapped block of a class out of the pool.
    mutating func takeMapped(_ index: Int) -> (UnsafeMutableRawPointer, SizeClass)? {
        guard let block = lists[index].takeOldest() else { return nil }
        let size = SizeClass(index: index)
        cachedByteCount &-= size.blockByteCount
        return (block, size)
    }

    /// Takes at most so many empty segments, and their blocks, out of the pool. Result: a list of them.
    mutating func takeEmpty(
        small smallCount: Int, medium mediumCount: Int
    ) -> (small: UnsafeMutablePointer<Segment>?, medium: UnsafeMutablePointer<Segment>?) {
        let taken = (small: small.takeEmpty(smallCount), medium: medium.takeEmpty(mediumCount))
        guard taken.small != nil || taken.medium != nil else { return taken }
        for index in 0..<SizeClass.sharedCount {
            let size = SizeClass(index: index)
            if (size.source == .small ? taken.small : taken.medium) == nil { continue }
            let removed = lists[index].remove { Segment.of($0, size).pointee.isLeaving }
            cachedByteCount &-= removed &* size.blockByteCount
        }
        return taken
    }
}
