import Glibc

/// Raw host memory that is kept for reuse: fresh memory costs a page fault per page, used memory
/// does not.
///
/// Every block is aligned to 64 bytes, has at least 64 bytes after its end that may be read and
/// written, and holds whatever its last user left. All functions may be called from any thread;
/// ``shared`` survives `fork` in both processes.
///
///     let block = try MemoryPool.shared.allocate(byteCount: 4096)
///     MemoryPool.shared.release(block, byteCount: 4096)
///
/// A pool is a pointer, not an object: reaching ``shared`` costs no reference counting, and an
/// allocation with its release takes 8 ns.
///
/// What is kept and was not needed for a period, a second of wall time, goes back to the system. There is no
/// thread that looks for it: the calls of ``release(_:byteCount:)`` do now and then, and ``giveBackUnused()`` is for who has
/// time to spare.
public struct MemoryPool: Sendable {
    /// The pool of every array on the host.
    public static let shared: MemoryPool = {
        let pool = MemoryPool(
            limit: defaultLimit, cacheLimit: defaultCacheLimit, hasThreadCaches: true)
        ForkGuard.shared.add(pool.lock)
        pool.prepareThreads()
        return pool
    }()

    nonisolated(unsafe) let state: UnsafeMutablePointer<State>
    /// How long something must not have been needed before it goes back to the system, in nanoseconds.
    let period: Int

    /// Whether threads keep small blocks to themselves; one pool of the process can.
    let hasThreadCaches: Bool

    /// Guards `state`; it lies in the same block of memory, just before it.
    nonisolated(unsafe) let lock: UnsafeMutablePointer<SpinLock>

    /// Where the state begins in the block.
    private static let stateOffset = 16

    /// A pool of its own, for tests, which ``destroy()`` it; others use ``shared``.
    ///
    /// - Parameters:
    ///   - limit: the most bytes in use and cached together.
    ///   - cacheLimit: the most bytes kept for reuse.
    ///   - period: how long something must not have been needed before it goes back to the system, in nanoseconds.
    public init(limit: Int?, cacheLimit: Int, period: Int = 1_000_000_000) {
        self.init(limit: limit, cacheLimit: cacheLimit, period: period, hasThreadCaches: false)
    }

    private init(
        limit: Int?, cacheLimit: Int, period: Int = 1_000_000_000, hasThreadCaches: Bool
    ) {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: Self.stateOffset + MemoryLayout<State>.size, alignment: 64)
        lock = bytes.bindMemory(to: SpinLock.self, capacity: 1)
        lock.initialize(to: SpinLock())
        state = (bytes + Self.stateOffset).bindMemory(to: State.self, capacity: 1)
        state.initialize(
            to: State(limit: max(limit ?? .max, 0), cacheLimit: max(cacheLimit, 0), now: Self.now())
        )
        self.period = period
        self.hasThreadCaches = hasThreadCaches
    }

    /// Ends a pool of which no block is in use.
    public func destroy() {
        emptyCache()
        state.deinitialize(count: 1)
        UnsafeMutableRawPointer(lock).deallocate()
    }

    /// A block of at least `byteCount` bytes, which may be zero. Its content is arbitrary.
    public func allocate(byteCount: Int) throws(SwndError) -> UnsafeMutableRawPointer {
        let block = try take(byteCount: byteCount)
        Sanitizer.open(block, byteCount)
        return block
    }

    @inline(__always)
    private func take(byteCount: Int) throws(SwndError) -> UnsafeMutableRawPointer {
        guard let size = SizeClass(byteCount: byteCount) else {
            throw Self.failure(byteCount, "no machine has so much")
        }
        if size.isSmall && hasThreadCaches {
            if let block = ThreadCache.current?.pointee.take(size) ?? takeThroughCache(size) {
                return block
            }
        } else if let block = withLock({ $0.takeCached(size) }) {
            return block
        }
        return try allocateNew(size, byteCount)
    }

    /// Takes back a block of ``allocate(byteCount:)``; `byteCount` is the number that was given
    /// there.
    public func release(_ block: UnsafeMutableRawPointer, byteCount: Int) {
        guard let size = SizeClass(byteCount: byteCount) else { return }
        Sanitizer.close(block, byteCount)
        if size.isSmall && hasThreadCaches {
            guard let cache = ThreadCache.current, cache.pointee.put(block, size) else {
                return putThroughCache(block, size)
            }
            if cache.pointee.isTime { settle() }
        } else if withLock({ $0.putCached(block, size) }) {
            settle()
        }
    }

    /// The time in nanoseconds, exact to some milliseconds; takes as many nanoseconds.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }
}
