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
public struct MemoryPool: Sendable {
    /// The pool of every array on the host.
    public static let shared: MemoryPool = {
        let pool = MemoryPool(
            limit: Environment.memoryLimit ?? SystemMemory.physicalByteCount(),
            cacheLimit: Environment.memoryCache ?? SystemMemory.physicalByteCount() / 8)
        ForkGuard.shared.add(pool.lock)
        return pool
    }()

    /// The most bytes in use and cached together, or `nil` for no limit.
    public let limit: Int?
    /// The most bytes kept for reuse.
    public let cacheLimit: Int

    nonisolated(unsafe) let state: UnsafeMutablePointer<State>
    /// Guards `state`; a pointer of its own, for ``ForkGuard``.
    nonisolated(unsafe) let lock: UnsafeMutablePointer<SpinLock>

    /// A pool of its own, for tests, which ``destroy()`` it; others use ``shared``.
    public init(limit: Int?, cacheLimit: Int) {
        self.limit = limit
        self.cacheLimit = max(cacheLimit, 0)
        state = .allocate(capacity: 1)
        state.initialize(to: State())
        lock = .allocate(capacity: 1)
        lock.initialize(to: SpinLock())
    }

    /// Ends a pool of which no block is in use.
    public func destroy() {
        emptyCache()
        state.deinitialize(count: 1)
        state.deallocate()
        lock.deallocate()
    }

    /// A block of at least `byteCount` bytes, which may be zero. Its content is arbitrary.
    public func allocate(byteCount: Int) throws(SwndError) -> UnsafeMutableRawPointer {
        guard let size = SizeClass(byteCount: byteCount) else {
            throw Self.failure(byteCount, "no machine has so much")
        }
        lock.pointee.lock()
        if let block = state.pointee.takeCached(size) {
            lock.pointee.unlock()
            return block
        }
        lock.pointee.unlock()
        return try allocateFromSystem(size, byteCount)
    }

    /// Takes back a block of ``allocate(byteCount:)``; `byteCount` is the number that was given
    /// there.
    public func release(_ block: UnsafeMutableRawPointer, byteCount: Int) {
        guard let size = SizeClass(byteCount: byteCount) else { return }
        lock.pointee.lock()
        state.pointee.putCached(block, size)
        let isOver = state.pointee.statistics.cachedByteCount > cacheLimit
        lock.pointee.unlock()
        if isOver { trimCache(to: cacheLimit) }
    }

    /// Gives every block that is not in use back to the system.
    public func emptyCache() {
        trimCache(to: 0)
    }
}

extension MemoryPool {
    @inline(never)
    private func allocateFromSystem(
        _ size: SizeClass, _ byteCount: Int
    ) throws(SwndError) -> UnsafeMutableRawPointer {
        guard reserve(size) else {
            throw Self.failure(
                byteCount,
                "\(describe(statistics.bytesInUse)) of SWND_MEMORY_LIMIT=\(limit ?? 0) are in use")
        }
        if let block = SystemMemory.allocate(size) { return block }
        emptyCache()
        if let block = SystemMemory.allocate(size) { return block }
        lock.pointee.lock()
        state.pointee.statistics.bytesInUse &-= size.blockByteCount
        lock.pointee.unlock()
        throw Self.failure(
            byteCount, "the system has no more; \(describe(statistics.bytesInUse)) are in use")
    }

    /// Counts a block that is about to come from the system, after making room for it; false when
    /// the limit forbids it.
    private func reserve(_ size: SizeClass) -> Bool {
        if let limit {
            let room = limit &- size.blockByteCount
            if room < 0 { return false }
            let inUse = statistics.bytesInUse
            if inUse > room { return false }
            trimCache(to: room &- inUse)
        }
        lock.pointee.lock()
        defer { lock.pointee.unlock() }
        if let limit, state.pointee.statistics.bytesInUse > limit &- size.blockByteCount {
            return false
        }
        state.pointee.countFromSystem(size)
        return true
    }

    /// Frees cached blocks, those of the size that was not used for longest first, until
    /// `byteCount` are left.
    func trimCache(to byteCount: Int) {
        while true {
            lock.pointee.lock()
            guard state.pointee.statistics.cachedByteCount > byteCount,
                let (block, size) = state.pointee.takeOldest()
            else { return lock.pointee.unlock() }
            lock.pointee.unlock()
            SystemMemory.free(block, size)
        }
    }

    private static func failure(_ byteCount: Int, _ reason: String) -> SwndError {
        SwndError(.memory, "cannot allocate \(describe(byteCount)): \(reason)")
    }
}

/// A number of bytes for people: `"1.5 GiB"`, `"512 bytes"`.
private func describe(_ byteCount: Int) -> String {
    let units: [(shift: Int, name: String)] = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
    for unit in units where byteCount >= 1 << unit.shift {
        let tenths = (Double(byteCount) / Double(1 << unit.shift) * 10).rounded() / 10
        return "\(tenths) \(unit.name) (\(byteCount) bytes)"
    }
    return "\(byteCount) bytes"
}
