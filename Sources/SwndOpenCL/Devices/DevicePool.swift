import COpenCL
import CSystem
import SwndCore

/// Keeps what arrays let go, because a new block of device memory takes long to get.
///
/// A block may be given out again while the device still works with it: its queue is in order, so who gets it comes later.
final class DevicePool: DeviceMemory, @unchecked Sendable {
    /// What there is in bytes of whole blocks.
    struct Statistics {
        var bytesInUse = 0
        var peakBytesInUse = 0
        var cachedByteCount = 0
        /// Blocks that were new.
        var allocationCount = 0
    }

    private let device: OpenCLDevice
    private var lock: UInt32 = 0
    private var free: [Int: [DeviceBlock]] = [:]
    private var state = Statistics()
    private var bound: Int

    init(_ device: OpenCLDevice) {
        self.device = device
        bound = Environment.openCLMemory ?? device.facts.globalMemory
    }

    var statistics: Statistics {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return state
    }

    /// The most bytes in use and kept, together.
    var limit: Int {
        get {
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            return bound
        }
        set {
            csystem_lock(&lock)
            bound = newValue
            csystem_unlock(&lock)
        }
    }

    /// Eight classes for each doubling: at most an eighth is wasted.
    static func rounded(_ byteCount: Int) -> Int {
        let least = 512
        guard byteCount > least else { return least }
        let step = Swift.max(least, (1 << (Int.bitWidth - 1 - byteCount.leadingZeroBitCount)) / 8)
        return (byteCount &+ step &- 1) / step &* step
    }

    func allocate(byteCount: Int) throws(SwndError) -> UnsafeMutableRawPointer {
        try device.check()
        let size = Self.rounded(byteCount)
        if let block = take(size) { return Unmanaged.passRetained(block).toOpaque() }
        guard byteCount <= device.facts.largestAllocation else {
            throw SwndError(
                .memory,
                "cannot allocate \(byteCount) bytes on \(device.name): the largest allocation of"
                    + " \(device.facts.name) is \(device.facts.largestAllocation)")
        }
        try makeRoom(size, byteCount)
        var code = cl_int(CL_SUCCESS)
        var buffer = create(size, &code)
        if buffer == nil {
            // What is given back is free when the device has done with it.
            try device.finish()
            emptyCache()
            buffer = create(size, &code)
        }
        guard let buffer else {
            throw OpenCLStatus.error(code, "cannot allocate \(byteCount) bytes on \(device.name)")
                ?? SwndError(.memory, "cannot allocate \(byteCount) bytes on \(device.name)")
        }
        csystem_lock(&lock)
        state.allocationCount += 1
        enter(size)
        csystem_unlock(&lock)
        return Unmanaged.passRetained(DeviceBlock(buffer, byteCount: size)).toOpaque()
    }

    func release(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        let block = Unmanaged<DeviceBlock>.fromOpaque(memory).takeRetainedValue()
        // In the child of a fork the driver is not there any more.
        if OpenCLProcess.isForked { return }
        csystem_lock(&lock)
        state.bytesInUse -= block.byteCount
        state.cachedByteCount += block.byteCount
        free[block.byteCount, default: []].append(block)
        csystem_unlock(&lock)
    }

    /// Gives what is kept back to the device.
    func emptyCache() {
        if OpenCLProcess.isForked { return }
        csystem_lock(&lock)
        let blocks = free
        free = [:]
        state.cachedByteCount = 0
        csystem_unlock(&lock)
        for block in blocks.values.joined() {
            _ = device.library.releaseMemObject(block.buffer)
        }
    }

    /// The peak is now what is in use.
    func resetPeak() {
        csystem_lock(&lock)
        state.peakBytesInUse = state.bytesInUse
        csystem_unlock(&lock)
    }

    private func take(_ size: Int) -> DeviceBlock? {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        guard let block = free[size]?.popLast() else { return nil }
        state.cachedByteCount -= size
        enter(size)
        return block
    }

    /// Counts a block that is given out. Under the lock.
    private func enter(_ size: Int) {
        state.bytesInUse += size
        state.peakBytesInUse = Swift.max(state.peakBytesInUse, state.bytesInUse)
    }

    /// Sees that a new block stays within the limit, without what is kept if need be.
    private func makeRoom(_ size: Int, _ byteCount: Int) throws(SwndError) {
        let now = statistics
        if now.bytesInUse &+ now.cachedByteCount &+ size <= limit { return }
        emptyCache()
        guard now.bytesInUse &+ size <= limit else {
            throw SwndError(
                .memory,
                "cannot allocate \(byteCount) bytes on \(device.name): \(now.bytesInUse) of"
                    + " \(limit) bytes are in use")
        }
    }

    private func create(_ size: Int, _ code: inout cl_int) -> cl_mem? {
        let buffer = device.library.createBuffer(
            device.context, cl_mem_flags(COPENCL_MEM_READ_WRITE), size, nil, &code)
        return code == CL_SUCCESS ? buffer : nil
    }
}
