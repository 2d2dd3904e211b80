import CSystem
import Glibc

// The way of small blocks of the shared pool, through the cache of the thread.
extension MemoryPool {
    /// Hands the cache of a thread that ends back to the pool.
    private static let threadKey: pthread_key_t? = {
        var key = pthread_key_t()
        let status = pthread_key_create(&key) { cache in
            // As in CSystem: a thread of the child of a fork may find what another one left, which is lost.
            guard let cache, cache == csystem_thread_state().pointee.memory else { return }
            MemoryPool.shared.removeCache(cache.assumingMemoryBound(to: ThreadCache.self))
        }
        return status == 0 ? key : nil
    }()

    /// Makes what the caches of threads need, before there is one; after ``ForkGuard`` has the lock.
    func prepareThreads() {
        _ = Self.threadKey
        csystem_on_fork(nil, nil) { MemoryPool.shared.forgetOtherThreads() }
    }

    /// In the child of a `fork`: counts what the threads that are not there took and let go.
    ///
    /// The blocks in their caches are lost: a thread may have been between two steps of putting one there.
    private func forgetOtherThreads() {
        withLock { state in
            let own = ThreadCache.current
            var rest = state.caches
            while let cache = rest {
                rest = cache.pointee.next
                cache.pointee.tell(&state)
            }
            own?.pointee.next = nil
            state.caches = own
        }
    }

    /// A block for which the thread's cache, if there is one, has none; `nil` when it must be new memory.
    @inline(never)
    func takeThroughCache(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        guard let cache = ThreadCache.current ?? addCache() else {
            return withLock { $0.takeCached(size) }
        }
        withLock { state in
            cache.pointee.tell(&state)
            cache.pointee.fill(size, &state)
        }
        return cache.pointee.take(size)
    }

    /// Keeps a block for which the thread's cache, if there is one, has no room.
    @inline(never)
    func putThroughCache(_ block: UnsafeMutableRawPointer, _ size: SizeClass) {
        guard let cache = ThreadCache.current ?? addCache() else {
            if withLock({ $0.putCached(block, size) }) { settle() }
            return
        }
        let isFull = withLock { state in
            cache.pointee.tell(&state)
            cache.pointee.empty(size, keeping: ThreadCache.Stack.room(size) / 2, &state)
            return state.cachedByteCount > state.trimThreshold
        }
        _ = cache.pointee.put(block, size)
        if isFull || cache.pointee.isTime { settle() }
    }

    /// Gives what this thread keeps to itself back to the pool: for threads that will do nothing for a while.
    public func emptyThreadCache() {
        guard hasThreadCaches, let cache = ThreadCache.current else { return }
        withLock { cache.pointee.empty(&$0) }
    }

    /// Tells the pool what this thread took and let go.
    func tellFromThread() {
        guard hasThreadCaches, let cache = ThreadCache.current else { return }
        withLock { cache.pointee.tell(&$0) }
    }

    private func addCache() -> UnsafeMutablePointer<ThreadCache>? {
        guard let key = Self.threadKey else { return nil }
        let cache = UnsafeMutablePointer<ThreadCache>.allocate(capacity: 1)
        cache.initialize(to: ThreadCache())
        guard pthread_setspecific(key, cache) == 0 else {
            cache.deinitialize(count: 1)
            cache.deallocate()
            return nil
        }
        csystem_thread_state().pointee.memory = UnsafeMutableRawPointer(cache)
        withLock { state in
            cache.pointee.next = state.caches
            state.caches = cache
        }
        return cache
    }

    private func removeCache(_ cache: UnsafeMutablePointer<ThreadCache>) {
        csystem_thread_state().pointee.memory = nil
        withLock { state in
            cache.pointee.empty(&state)
            if state.caches == cache {
                state.caches = cache.pointee.next
                return
            }
            var place = state.caches
            while let other = place {
                if other.pointee.next == cache { other.pointee.next = cache.pointee.next }
                place = other.pointee.next
            }
        }
        cache.deinitialize(count: 1)
        cache.deallocate()
    }
}
