extension MemoryPool {
    /// Gives every block that is not in use back to the system. Small blocks go in pieces of some MiB, where no other
    /// block of the piece is in use.
    public func emptyCache() {
        emptyThreadCache()
        withLock { state in
            state.small.retireUnused()
            state.medium.retireUnused()
        }
        trimCache(to: 0)
    }

    /// Gives what was not needed for a period back to the system, if a period is over: for threads that will do nothing for a while.
    public func giveBackUnused() {
        emptyThreadCache()
        settle()
    }

    /// What is due now and then: ends the period, and trims the cache.
    @inline(never)
    func settle() {
        let now = Self.now()
        let (isOver, isFull, cacheLimit) = withLock { state in
            let isOver = now &- state.periodStart >= period
            if isOver {
                state.periodStart = now
                state.trimThreshold = state.cacheLimit
            }
            return (isOver, state.cachedByteCount > state.trimThreshold, state.cacheLimit)
        }
        if isOver { endPeriod() }
        if isFull { trimCache(to: cacheLimit) }
    }

    /// Gives back what was never needed since the period began: of each list, as many blocks as were free at every moment.
    ///
    /// A block that is needed again costs its page faults again, at most 0.1 ms for 4 MiB: nothing in a second.
    private func endPeriod() {
        for index in SizeClass.sharedCount..<SizeClass.count {
            var surplus = withLock { $0.lists[index].fewest }
            while surplus > 0, let (block, size) = withLock({ $0.takeMapped(index) }) {
                SystemMemory.unmap(block, size)
                surplus -= 1
            }
            withLock { $0.lists[index].fewest = $0.lists[index].count }
        }
        let empty = withLock { state in
            let taken = state.takeEmpty(
                small: state.small.fewestEmpty, medium: state.medium.fewestEmpty)
            state.small.fewestEmpty = state.small.emptyCount
            state.medium.fewestEmpty = state.medium.emptyCount
            return taken
        }
        unmap(empty)
    }

    /// Frees cached blocks until `byteCount` are left, or all that can be freed: mapped blocks, those of the size that was
    /// not used for longest first, then segments.
    func trimCache(to byteCount: Int) {
        while let (block, size) = withLock({ state in
            state.cachedByteCount > byteCount ? state.takeOldestMapped() : nil
        }) {
            SystemMemory.unmap(block, size)
        }
        while true {
            let empty = withLock { $0.takeEmpty(freeing: $0.cachedByteCount - byteCount) }
            guard empty.small != nil || empty.medium != nil else { break }
            unmap(empty)
        }
        withLock { state in
            // What cannot be freed now is not tried again at every release.
            let isOver = state.cachedByteCount > state.cacheLimit
            state.trimThreshold = isOver ? state.cachedByteCount + (1 << 20) : state.cacheLimit
        }
    }

    private func unmap(
        _ lists: (small: UnsafeMutablePointer<Segment>?, medium: UnsafeMutablePointer<Segment>?)
    ) {
        let (small, medium) = withLock { ($0.small.byteCount, $0.medium.byteCount) }
        unmap(lists.small, small)
        unmap(lists.medium, medium)
    }

    private func unmap(_ list: UnsafeMutablePointer<Segment>?, _ byteCount: Int) {
        var rest = list
        while let segment = rest {
            rest = segment.pointee.next
            SystemMemory.unmap(UnsafeMutableRawPointer(segment), byteCount: byteCount)
        }
    }
}

extension MemoryPool.State {
    /// Takes as many empty segments out of the pool as could hold so many bytes of free blocks; they may hold less.
    fileprivate mutating func takeEmpty(
        freeing byteCount: Int
    ) -> (small: UnsafeMutablePointer<Segment>?, medium: UnsafeMutablePointer<Segment>?) {
        guard byteCount > 0 else { return (nil, nil) }
        let smallCount = min(small.segments(for: byteCount), small.emptyCount)
        let rest = max(byteCount - smallCount * small.byteCount, 0)
        return takeEmpty(small: smallCount, medium: medium.segments(for: rest))
    }
}

extension Segments {
    /// How many segments hold so many bytes.
    fileprivate func segments(for byteCount: Int) -> Int {
        (byteCount + self.byteCount - 1) / self.byteCount
    }
}
