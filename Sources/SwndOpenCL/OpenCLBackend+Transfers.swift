import COpenCL
import CSystem
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

    /// Copies from the host: when it returns, the bytes have been taken, though they may not have arrived.
    func write(
        _ bytes: UnsafeRawPointer, to memory: UnsafeRawPointer, byteCount: Int
    ) throws(SwndError) {
        try device.check()
        guard byteCount > 0 else { return }
        let buffer = DeviceBlock.of(memory).buffer
        let block = staging.take(byteCount)
        var event: cl_event?
        var source = bytes
        if let block {
            block.start.copyMemory(from: bytes, byteCount: byteCount)
            source = UnsafeRawPointer(block.start)
        }
        let waits = cl_bool(block == nil ? CL_TRUE : CL_FALSE)
        let start = csystem_nanoseconds()
        let code = device.withQueue { queue in
            device.library.enqueueWrite(
                queue, buffer, waits, 0, byteCount, source, 0, nil, &event)
        }
        if device.tellsTimes, let event, device.library.retainEvent(event) == CL_SUCCESS {
            device.activities.add("copy to \(device.name)", event, given: start)
        }
        if let block {
            staging.put(block, after: event)
        } else if let event {
            _ = device.library.releaseEvent(event)
        }
        try OpenCLStatus.check(code, "\(device.name): writing \(byteCount) bytes")
    }

    /// Copies to the host, when all that is in the queue has been done.
    func read(
        _ memory: UnsafeRawPointer, from offset: Int, into bytes: UnsafeMutableRawPointer,
        byteCount: Int
    ) throws(SwndError) {
        try device.check()
        guard byteCount > 0 else { return }
        // Small ones are not worth it.
        let block = byteCount >= 32 << 10 ? staging.take(byteCount) : nil
        var event: cl_event?
        let start = csystem_nanoseconds()
        let code = device.library.enqueueRead(
            device.queue, DeviceBlock.of(memory).buffer, cl_bool(CL_TRUE), offset, byteCount,
            block?.start ?? bytes, 0, nil, &event)
        if let event {
            if device.tellsTimes {
                device.activities.add("copy from \(device.name)", event, given: start)
            } else {
                _ = device.library.releaseEvent(event)
            }
        }
        if let block {
            if code == CL_SUCCESS { bytes.copyMemory(from: block.start, byteCount: byteCount) }
            staging.put(block, after: nil)
        }
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
