import CSwnd
import Swnd
import SwndCore

// A handle is the address of an NDArray that holds one reference for its owner.

/// A handle for a new owner.
@inline(__always)
func retained(_ array: NDArray) -> swnd_array {
    swnd_array(Unmanaged.passRetained(array).toOpaque())
}

/// The array behind a handle.
@inline(__always)
func array(_ handle: swnd_array?, _ name: @autoclosure () -> String, _ argument: String)
    throws(SwndError) -> NDArray
{
    guard let handle else { throw SwndError(.type, "\(name()): \(argument) is NULL") }
    return Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
}

/// Runs the body of a function of the interface: a failure becomes its status, and its message the thread's last error.
@inline(__always)
func guarded(_ body: () throws(SwndError) -> Void) -> swnd_status {
    do {
        try body()
        return SWND_OK
    } catch {
        return failed(error)
    }
}

@inline(never)
func failed(_ error: SwndError) -> swnd_status {
    LastError.set(error.message)
    return swnd_status(rawValue: swnd_status.RawValue(error.code.rawValue))
}

/// Where a result goes: set to nothing first, so that callers find nothing there after a failure.
@inline(__always)
func result(_ out: UnsafeMutablePointer<swnd_array?>?, _ name: @autoclosure () -> String)
    throws(SwndError) -> UnsafeMutablePointer<swnd_array?>
{
    guard let out else { throw SwndError(.type, "\(name()): out is NULL") }
    out.pointee = nil
    return out
}

/// The arrays behind a list of handles.
func arrays(
    _ handles: UnsafePointer<swnd_array?>?, _ count: Int, _ name: String, _ argument: String
) throws(SwndError) -> [NDArray] {
    guard count >= 0, count < 1 << 24, count == 0 || handles != nil else {
        throw SwndError(
            .value, "\(name): \(UInt(bitPattern: count)) \(argument)s, or the list is NULL")
    }
    var arrays: [NDArray] = []
    arrays.reserveCapacity(count)
    for position in 0..<count {
        arrays.append(try array(handles?[position], name, "\(argument) \(position)"))
    }
    return arrays
}

/// Where several results go: set to nothing first.
func results(
    _ out: UnsafeMutablePointer<swnd_array?>?, _ count: Int, _ name: String
) throws(SwndError) -> UnsafeMutablePointer<swnd_array?> {
    guard let out else { throw SwndError(.type, "\(name): out is NULL") }
    guard count >= 0, count < 1 << 24 else {
        throw SwndError(.value, "\(name): there cannot be \(UInt(bitPattern: count)) results")
    }
    for position in 0..<count { out[position] = nil }
    return out
}
