import CSwnd
import Swnd
import SwndCore
import SwndOpenCL

@implementation @_cdecl("swnd_gpu_count")
public func swnd_gpu_count() -> Int32 {
    Process.start()
    return Int32(clamping: Process.gpus.count)
}

@implementation @_cdecl("swnd_gpu_describe")
public func swnd_gpu_describe(
    _ out: UnsafeMutablePointer<swnd_gpu_info>!, _ index: Int32
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out, out.pointee.struct_size == MemoryLayout<swnd_gpu_info>.size else {
            throw SwndError(.type, "gpu_describe: out is NULL or its struct_size is not set")
        }
        let facts = try gpu(index).description
        copy(facts.name, into: &out.pointee.name)
        copy(facts.driver, into: &out.pointee.driver)
        out.pointee.memory = UInt64(max(facts.memory, 0))
        out.pointee.limit = UInt64(max(facts.limit, 0))
        out.pointee.bytes_in_use = UInt64(max(facts.bytesInUse, 0))
        out.pointee.bytes_peak = UInt64(max(facts.peakBytesInUse, 0))
        out.pointee.bytes_cached = UInt64(max(facts.cachedByteCount, 0))
        out.pointee.allocations = UInt64(max(facts.allocationCount, 0))
        out.pointee.launches = facts.launches
        out.pointee.programs_built = UInt64(max(facts.programsBuilt, 0))
        out.pointee.programs_loaded = UInt64(max(facts.programsLoaded, 0))
    }
}

@implementation @_cdecl("swnd_gpu_reset_peak")
public func swnd_gpu_reset_peak(_ index: Int32) -> swnd_status {
    guarded { () throws(SwndError) in try gpu(index).resetPeak() }
}

@implementation @_cdecl("swnd_gpu_set_limit")
public func swnd_gpu_set_limit(
    _ previous: UnsafeMutablePointer<UInt64>!, _ index: Int32, _ bytes: UInt64
) -> swnd_status {
    guarded { () throws(SwndError) in
        let device = try gpu(index)
        if let previous { previous.pointee = UInt64(max(device.description.limit, 0)) }
        device.setMemoryLimit(Int(clamping: bytes))
    }
}

@implementation @_cdecl("swnd_gpu_empty_cache")
public func swnd_gpu_empty_cache(_ index: Int32) -> swnd_status {
    guarded { () throws(SwndError) in try gpu(index).emptyCache() }
}

private func gpu(_ index: Int32) throws(SwndError) -> OpenCLBackend {
    Process.start()
    return try Process.gpus.openCL(.gpu(index))
}

/// Copies a text with its final zero into a field of C, as much of it as there is room for.
private func copy<Field>(_ text: String, into field: inout Field) {
    withUnsafeMutableBytes(of: &field) { bytes in
        let room = bytes.count - 1
        for (place, byte) in text.utf8.prefix(room).enumerated() { bytes[place] = byte }
        bytes[Swift.min(text.utf8.count, room)] = 0
    }
}
