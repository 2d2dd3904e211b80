extension MemoryPool {
    /// New memory below this much is not worth asking the system what is available.
    private static let checkedByteCount = 64 << 20

    /// A block that is new memory, within the limit.
    @inline(never)
    func allocateNew(
        _ size: SizeClass, _ byteCount: Int
    ) throws(SwndError) -> UnsafeMutableRawPointer {
        tellFromThread()
        try reserve(size, byteCount)
        if let block = obtain(size) { return block }
        emptyCache()
        if let block = obtain(size) { return block }
        let inUse = withLock { state -> Int in
            state.bytesInUse &-= size.blockByteCount
            return state.bytesInUse
        }
        throw Self.failure(
            byteCount, "the system has no more; \(describeBytes(inUse)) are in use")
    }

    /// Counts a block that is about to be made, after making room for it.
    private func reserve(_ size: SizeClass, _ byteCount: Int) throws(SwndError) {
        let room = withLock { $0.limit &- size.blockByteCount &- $0.bytesInUse }
        if room >= 0 { trimCache(to: room) }
        let (fits, inUse, cached, limit, isDue) = withLock { state in
            let taken = state.bytesInUse &+ state.cachedByteCount
            let fits = size.blockByteCount <= state.limit &- taken
            state.unchecked &+= size.blockByteCount
            let isDue = fits && state.unchecked >= Self.checkedByteCount
            if isDue { state.unchecked = 0 }
            if fits {
                state.newBlockCount &+= 1
                state.countInUse(size)
            }
            return (fits, state.bytesInUse, state.cachedByteCount, state.limit, isDue)
        }
        guard fits else {
            let kept =
                cached > 0 && room >= 0
                ? ", and \(describeBytes(cached)) are kept in pieces between them" : ""
            throw Self.failure(
                byteCount,
                "\(describeBytes(inUse)) of a memory limit of \(describeBytes(limit)) are in use"
                    + kept)
        }
        if isDue { try checkAvailability(size, byteCount) }
    }

    /// Linux hands out more than it has and kills when it is used: so large requests are compared with what there is.
    private func checkAvailability(_ size: SizeClass, _ byteCount: Int) throws(SwndError) {
        guard var available = AvailableMemory.now(), available < byteCount else { return }
        emptyCache()
        available = AvailableMemory.now() ?? .max
        guard available < byteCount else { return }
        let (inUse, limit) = withLock { state in
            state.bytesInUse &-= size.blockByteCount
            // So that the next attempt is compared as well.
            state.unchecked = Self.checkedByteCount
            return (state.bytesInUse, state.limit)
        }
        throw Self.failure(
            byteCount,
            "the system has \(describeBytes(available)) left; \(describeBytes(inUse)) of a memory"
                + " limit of \(describeBytes(limit)) are in use")
    }

    /// Memory for a block that is counted already; `nil` when the system has none.
    private func obtain(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        if size.isMapped { return obtainMapped(size) }
        if let block = withLock({ $0.cut(size) }) { return block }
        let byteCount = Segment.byteCount(size)
        guard let memory = SystemMemory.map(byteCount: byteCount, alignment: byteCount) else {
            return nil
        }
        return withLock { state in
            size.source == .small ? state.small.add(memory) : state.medium.add(memory)
            return state.cut(size)
        }
    }

    private func obtainMapped(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        guard withLock({ $0.lists[size.index].admit() }) else { return nil }
        if let block = SystemMemory.map(size) { return block }
        withLock { $0.lists[size.index].dismiss() }
        return nil
    }

    static func failure(_ byteCount: Int, _ reason: String) -> SwndError {
        SwndError(.memory, "cannot allocate \(describeBytes(byteCount)): \(reason)")
    }

    @inline(__always)
    func withLock<Result>(_ body: (inout State) -> Result) -> Result {
        lock.pointee.lock()
        defer { lock.pointee.unlock() }
        return body(&state.pointee)
    }
}

/// A number of bytes for people: `"1.5 GiB (1610612736 bytes)"`, `"512 bytes"`.
package func describeBytes(_ byteCount: Int) -> String {
    let units: [(shift: Int, name: String)] = [(40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")]
    for unit in units where byteCount >= 1 << unit.shift {
        let tenths = (Double(byteCount) / Double(1 << unit.shift) * 10).rounded() / 10
        return "\(tenths) \(unit.name) (\(byteCount) bytes)"
    }
    return "\(byteCount) bytes"
}
