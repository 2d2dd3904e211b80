import COpenCL
import SwndCore
import SwndEngine
import SwndGraph

extension OpenCLBackend {
    public func write(_ bytes: UnsafeRawPointer, to storage: Storage) throws(SwndError) {
        try write(bytes, to: UnsafeRawPointer(storage.bytes), byteCount: storage.byteCount)
    }

    public func read(
        _ storage: Storage, from offset: Int, into bytes: UnsafeMutableRawPointer, byteCount: Int
    ) throws(SwndError) {
        try read(
            UnsafeRawPointer(storage.bytes), from: offset, into: bytes, byteCount: byteCount)
    }

    /// Copies from the host: when it returns, the bytes have been taken.
    func write(
        _ bytes: UnsafeRawPointer, to memory: UnsafeRawPointer, byteCount: Int
    ) throws(SwndError) {
        try device.check()
        guard byteCount > 0 else { return }
        let code = device.library.enqueueWrite(
            device.queue, DeviceBlock.of(memory).buffer, cl_bool(CL_TRUE), 0, byteCount, bytes, 0,
            nil, nil)
        try OpenCLStatus.check(code, "\(device.name): writing \(byteCount) bytes")
    }

    /// Copies to the host, when all that is in the queue has been done.
    func read(
        _ memory: UnsafeRawPointer, from offset: Int, into bytes: UnsafeMutableRawPointer,
        byteCount: Int
    ) throws(SwndError) {
        try device.check()
        guard byteCount > 0 else { return }
        let code = device.library.enqueueRead(
            device.queue, DeviceBlock.of(memory).buffer, cl_bool(CL_TRUE), offset, byteCount,
            bytes, 0, nil, nil)
        try OpenCLStatus.check(code, "\(device.name): reading \(byteCount) bytes")
    }

    /// Contiguous elements from another device or to one.
    func runTransfer(_ launch: Launch) throws(SwndError) {
        let (source, target) = (launch.inputs[0], launch.output)
        let size = target.shape.count &* target.dtype.byteCount
        let start = source.layout.offset &* source.dtype.byteCount
        if target.context.isHost {
            try read(
                UnsafeRawPointer(source.storage.bytes), from: start, into: target.storage.bytes,
                byteCount: size)
        } else if source.context.isHost {
            try write(
                source.storage.bytes + start, to: UnsafeRawPointer(target.storage.bytes),
                byteCount: size)
        } else {
            throw SwndError(
                .unsupported, "\(launch.name): from \(source.context) to \(target.context)")
        }
    }
}
