import COpenCL
import CSystem
import SwndCore

/// Host memory that the device reads and writes by itself: what transfers go through, so that nobody waits for them.
///
/// Blocks are pinned, which takes long, and so they are kept. One is used again when the transfer through it has ended.
final class StagingPool: @unchecked Sendable {
    /// A piece of it.
    final class Block {
        fileprivate let bytes: UnsafeMutableRawPointer
        fileprivate let byteCount: Int
        /// The transfer that uses it.
        fileprivate var event: cl_event?

        fileprivate init(_ bytes: UnsafeMutableRawPointer, byteCount: Int) {
            self.bytes = bytes
            self.byteCount = byteCount
        }

        /// Where it lies.
        var start: UnsafeMutableRawPointer { bytes }
    }

    /// The largest transfer that goes this way, and all blocks together.
    static let largest = 32 << 20
    static let most = 256 << 20

    private let device: OpenCLDevice
    private var lock: UInt32 = 0
    private var blocks: [Block] = []
    private var total = 0

    init(_ device: OpenCLDevice) { self.device = device }

    /// A block of at least so many bytes; nothing where there is no room, or they are too many.
    func take(_ byteCount: Int) -> Block? {
        guard byteCount <= Self.largest else { return nil }
        if let known = takeKnown(byteCount) { return known }
        let size = Swift.max(DevicePool.rounded(byteCount), 64 << 10)
        csystem_lock(&lock)
        let fits = total + size <= Self.most
        if fits { total += size }
        csystem_unlock(&lock)
        guard fits else { return nil }
        if let block = make(size) { return block }
        csystem_lock(&lock)
        total -= size
        csystem_unlock(&lock)
        return nil
    }

    /// Gives a block back.
    ///
    /// - Parameter event: the transfer that still uses it.
    func put(_ block: Block, after event: cl_event?) {
        block.event = event
        csystem_lock(&lock)
        blocks.append(block)
        csystem_unlock(&lock)
    }

    private func takeKnown(_ byteCount: Int) -> Block? {
        csystem_lock(&lock)
        let fitting = blocks.firstIndex { block in
            block.byteCount >= byteCount && block.byteCount / 4 <= Swift.max(byteCount, 64 << 10)
                && hasEnded(block.event)
        }
        let block = fitting.map { blocks.remove(at: $0) }
        csystem_unlock(&lock)
        if let event = block?.event { _ = device.library.releaseEvent(event) }
        block?.event = nil
        return block
    }

    private func hasEnded(_ event: cl_event?) -> Bool {
        guard let event else { return true }
        var status = cl_int(0)
        let code = device.library.getEventInfo(
            event, cl_event_info(CL_EVENT_COMMAND_EXECUTION_STATUS), MemoryLayout<cl_int>.size,
            &status, nil)
        return code == CL_SUCCESS && status <= CL_COMPLETE
    }

    /// A buffer that lies in host memory, mapped for good.
    private func make(_ size: Int) -> Block? {
        let library = device.library
        var code = cl_int(CL_SUCCESS)
        let flags = cl_mem_flags(COPENCL_MEM_READ_WRITE | COPENCL_MEM_ALLOC_HOST_PTR)
        guard let buffer = library.createBuffer(device.context, flags, size, nil, &code),
            code == CL_SUCCESS
        else { return nil }
        let bytes = library.enqueueMap(
            device.queue, buffer, cl_bool(CL_TRUE),
            cl_map_flags(COPENCL_MAP_READ | COPENCL_MAP_WRITE), 0, size, 0, nil, nil, &code)
        guard code == CL_SUCCESS, let bytes else {
            _ = library.releaseMemObject(buffer)
            return nil
        }
        return Block(bytes, byteCount: size)
    }
}
