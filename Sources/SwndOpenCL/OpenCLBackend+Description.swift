extension OpenCLBackend {
    /// What a device is, and what it has done.
    public struct Description: Sendable {
        /// Platform and device.
        public let name: String
        /// The version of its driver.
        public let driver: String
        /// Bytes that the device has.
        public let memory: Int
        /// The most bytes in use and kept for reuse, together.
        public let limit: Int
        /// Bytes held by arrays.
        public let bytesInUse: Int
        /// The most of it so far.
        public let peakBytesInUse: Int
        /// Bytes kept for reuse.
        public let cachedByteCount: Int
        /// Blocks that were new memory.
        public let allocationCount: Int
        /// Kernels launched.
        public let launches: UInt64
        /// Programs that the driver has compiled.
        public let programsBuilt: Int
        /// Programs that were read from disk instead.
        public let programsLoaded: Int
    }

    /// Facts and counters, as they are now.
    public var description: Description {
        let memory = pool.statistics
        return Description(
            name: "\(device.facts.platform): \(device.facts.name)",
            driver: device.facts.driverVersion, memory: device.facts.globalMemory,
            limit: pool.limit, bytesInUse: memory.bytesInUse,
            peakBytesInUse: memory.peakBytesInUse, cachedByteCount: memory.cachedByteCount,
            allocationCount: memory.allocationCount, launches: device.launchCount,
            programsBuilt: programs.statistics.built,
            programsLoaded: programs.statistics.loaded)
    }

    /// Begins a new measurement of the peak.
    public func resetPeak() { pool.resetPeak() }

    /// Sets the most bytes in use and kept for reuse.
    public func setMemoryLimit(_ bytes: Int) { pool.limit = bytes }

    /// Gives what is kept for reuse back to the device.
    public func emptyCache() { pool.emptyCache() }
}
