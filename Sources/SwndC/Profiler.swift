import CSwnd
import CSystem
import Swnd
import SwndCore
import SwndEngine

/// Copies a text with its final zero, as far as there is room, and says how much it takes.
func give(
    _ text: String, _ name: String, _ out: UnsafeMutablePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?
) throws(SwndError) {
    guard let size else { throw SwndError(.type, "\(name): size is NULL") }
    let bytes = Array(text.utf8CString)
    let room = size.pointee
    size.pointee = bytes.count
    guard let out else { return }
    guard room >= bytes.count else {
        throw SwndError(
            .value, "\(name): the text takes \(bytes.count) bytes, not \(UInt(bitPattern: room))")
    }
    bytes.withUnsafeBufferPointer { source in
        guard let start = source.baseAddress else { return }
        out.update(from: start, count: source.count)
    }
}

@implementation @_cdecl("swnd_profiler_set_running")
public func swnd_profiler_set_running(_ running: Bool) -> swnd_status {
    profiler.isRunning = running
    return SWND_OK
}

@implementation @_cdecl("swnd_profiler_reset")
public func swnd_profiler_reset() -> swnd_status {
    profiler.reset()
    return SWND_OK
}

@implementation @_cdecl("swnd_profiler_trace")
public func swnd_profiler_trace(
    _ out: UnsafeMutablePointer<CChar>!, _ size: UnsafeMutablePointer<Int>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        try give(profiler.trace, "profiler_trace", out, size)
    }
}

@implementation @_cdecl("swnd_profiler_summary")
public func swnd_profiler_summary(
    _ out: UnsafeMutablePointer<CChar>!, _ size: UnsafeMutablePointer<Int>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        try give(profiler.summary, "profiler_summary", out, size)
    }
}

@implementation @_cdecl("swnd_array_graph")
public func swnd_array_graph(
    _ out: UnsafeMutablePointer<CChar>!, _ size: UnsafeMutablePointer<Int>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        try give(try array(handle, "graph", "array").pendingGraph, "graph", out, size)
    }
}

@implementation @_cdecl("swnd_set_call_site")
public func swnd_set_call_site(_ site: swnd_call_site!) -> swnd_status {
    guard let site else {
        CallSite.provider = nil
        return SWND_OK
    }
    CallSite.provider = {
        // The place is asked from a program that would find itself interrupted, where nobody can be told.
        guard !csystem_is_interrupted(), let text = site() else { return nil }
        guard text.pointee == 0 else { return String(cString: text) }
        csystem_interrupt()
        return nil
    }
    return SWND_OK
}
