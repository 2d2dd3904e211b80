import CSwnd
import Swnd
import SwndCore

@implementation @_cdecl("swnd_array_from_data")
public func swnd_array_from_data(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ data: UnsafeRawPointer!,
    _ lengths: UnsafePointer<Int64>!, _ rank: Int, _ code: swnd_dtype, _ device: swnd_context
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "array")
        out.pointee = retained(
            try NDArray(
                copying: data, shape: try shape(lengths, rank, "array"),
                dtype: try dtype(Int32(code.rawValue), "array"),
                context: try context(device, "array")))
    }
}

@implementation @_cdecl("swnd_array_retain")
public func swnd_array_retain(_ handle: swnd_array!) -> swnd_array! {
    guard let handle else { return nil }
    _ = Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer(handle)).retain()
    return handle
}

@implementation @_cdecl("swnd_array_release")
public func swnd_array_release(_ handle: swnd_array!) {
    guard let handle else { return }
    Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer(handle)).release()
}

@implementation @_cdecl("swnd_array_describe")
public func swnd_array_describe(
    _ out: UnsafeMutablePointer<swnd_array_info>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out, out.pointee.struct_size == MemoryLayout<swnd_array_info>.size else {
            throw SwndError(.type, "describe: out is NULL or its struct_size is not set")
        }
        out.pointee.rank = 0
        out.pointee.count = 0
        let array = try array(handle, "describe", "array")
        let shape = array.shape
        out.pointee.dtype = array.dtype.rawValue
        out.pointee.rank = Int32(shape.rank)
        out.pointee.count = Int64(shape.count)
        out.pointee.context = swnd_context(
            device: array.context.device.rawValue, index: array.context.index)
        withUnsafeMutableBytes(of: &out.pointee.shape) { bytes in
            let lengths = bytes.assumingMemoryBound(to: Int64.self)
            for axis in 0..<shape.rank { lengths[axis] = Int64(shape[axis]) }
        }
    }
}

@implementation @_cdecl("swnd_array_read")
public func swnd_array_read(
    _ out: UnsafeMutableRawPointer!, _ byteCount: Int, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let array = try array(handle, "read", "array")
        guard let out else {
            guard array.count == 0 else { throw SwndError(.type, "read: out is NULL") }
            return
        }
        try array.read(into: out, byteCount: byteCount)
    }
}

@implementation @_cdecl("swnd_array_read_now")
public func swnd_array_read_now(
    _ out: UnsafePointer<UnsafeMutableRawPointer?>!, _ byteCount: Int, _ handle: swnd_array!
) -> Bool {
    guard let target = out?.pointee, let handle else { return false }
    return Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
        .readNow(into: target, byteCount: byteCount)
}

@implementation @_cdecl("swnd_array_wait")
public func swnd_array_wait(_ handle: swnd_array!) -> swnd_status {
    guarded { () throws(SwndError) in try array(handle, "wait", "array").wait() }
}

@implementation @_cdecl("swnd_array_copy")
public func swnd_array_copy(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "copy")
        out.pointee = retained(try array(handle, "copy", "array").copied())
    }
}

@implementation @_cdecl("swnd_array_to_context")
public func swnd_array_to_context(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!, _ device: swnd_context
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "to_context")
        let array = try array(handle, "to_context", "array")
        out.pointee = retained(try array.on(try context(device, "to_context")))
    }
}

@implementation @_cdecl("swnd_array_assign")
public func swnd_array_assign(_ target: swnd_array!, _ source: swnd_array!) -> swnd_status {
    guarded { () throws(SwndError) in
        try array(target, "assign", "target").assign(try array(source, "assign", "source"))
    }
}

@implementation @_cdecl("swnd_array_assign_scalar")
public func swnd_array_assign_scalar(_ target: swnd_array!, _ value: Double) -> swnd_status {
    guarded { () throws(SwndError) in try array(target, "assign", "target").assign(value) }
}

@implementation @_cdecl("swnd_array_reshape")
public func swnd_array_reshape(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!,
    _ lengths: UnsafePointer<Int64>!, _ rank: Int, _ reverse: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "reshape")
        let array = try array(handle, "reshape", "array")
        out.pointee = retained(
            try array.reshaped(try shape(lengths, rank, "reshape"), reverse: reverse))
    }
}

@implementation @_cdecl("swnd_array_detach")
public func swnd_array_detach(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "detach")
        out.pointee = retained(try array(handle, "detach", "array").detached())
    }
}
