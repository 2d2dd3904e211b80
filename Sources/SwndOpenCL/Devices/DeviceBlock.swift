import COpenCL

/// A piece of device memory. What storages hold is its address, with a reference to it.
final class DeviceBlock: @unchecked Sendable {
    let buffer: cl_mem
    let byteCount: Int

    init(_ buffer: cl_mem, byteCount: Int) {
        self.buffer = buffer
        self.byteCount = byteCount
    }

    /// What a storage holds.
    var handle: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The block that a storage holds.
    static func of(_ handle: UnsafeRawPointer) -> DeviceBlock {
        Unmanaged<DeviceBlock>.fromOpaque(handle).takeUnretainedValue()
    }
}
