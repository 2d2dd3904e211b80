import CSwnd
import CSystem
import Swnd
import SwndCore
import SwndOperators

@implementation @_cdecl("swnd_wait_all")
public func swnd_wait_all() -> swnd_status {
    Process.start()
    return guarded { () throws(SwndError) in try Process.engine.waitAll() }
}

@implementation @_cdecl("swnd_notify_shutdown")
public func swnd_notify_shutdown() -> swnd_status {
    Process.start()
    Process.engine.end()
    return SWND_OK
}

@implementation @_cdecl("swnd_set_patience")
public func swnd_set_patience(_ microseconds: UInt64) -> swnd_status {
    // What is longer than a century is for ever.
    csystem_thread_state().pointee.patience = microseconds < 1 << 52 ? microseconds : 0
    return SWND_OK
}

@implementation @_cdecl("swnd_set_caller_lock")
public func swnd_set_caller_lock(_ lock: UnsafePointer<swnd_caller_lock>!) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let lock else { return csystem_set_caller_lock(csystem_caller_lock_t()) }
        guard lock.pointee.struct_size >= MemoryLayout<swnd_caller_lock>.size else {
            throw SwndError(
                .value,
                "set_caller_lock: struct_size is \(lock.pointee.struct_size), not \(MemoryLayout<swnd_caller_lock>.size)"
            )
        }
        guard let holder = lock.pointee.holder, let caller = lock.pointee.caller,
            let letGo = lock.pointee.let_go, let takeBack = lock.pointee.take_back,
            (lock.pointee.interrupted == nil) == (lock.pointee.interrupt == nil)
        else { throw SwndError(.type, "set_caller_lock: a function is NULL") }
        csystem_set_caller_lock(
            csystem_caller_lock_t(
                holder: holder, caller: caller, let_go: letGo, take_back: takeBack,
                interrupted: lock.pointee.interrupted, interrupt: lock.pointee.interrupt))
    }
}

@implementation @_cdecl("swnd_set_window")
public func swnd_set_window(_ nodes: Int, _ bytes: Int) -> swnd_status {
    guarded { () throws(SwndError) in
        guard nodes >= 0, nodes <= 1 << 20, bytes >= 0 else {
            throw SwndError(
                .value,
                "set_window: \(UInt(bitPattern: nodes)) nodes, \(UInt(bitPattern: bytes)) bytes")
        }
        Process.start()
        Process.engine.setWindow(nodes: nodes, bytes: bytes)
    }
}

@implementation @_cdecl("swnd_num_threads")
public func swnd_num_threads() -> Int { Process.threadCount }

@implementation @_cdecl("swnd_set_num_threads")
public func swnd_set_num_threads(_ count: Int) -> swnd_status {
    guarded { () throws(SwndError) in
        guard count >= 1, count <= 1024 else {
            throw SwndError(.value, "set_num_threads: \(count) is not in 1 ... 1024")
        }
        Process.threadCount = count
    }
}

@implementation @_cdecl("swnd_engine_read_stats")
public func swnd_engine_read_stats(
    _ out: UnsafeMutablePointer<swnd_engine_stats>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out, out.pointee.struct_size == MemoryLayout<swnd_engine_stats>.size else {
            throw SwndError(.type, "read_stats: out is NULL or its struct_size is not set")
        }
        Process.start()
        let memory = MemoryPool.shared.statistics
        out.pointee.launches = Process.engine.launches
        out.pointee.bytes_in_use = UInt64(max(memory.bytesInUse, 0))
        out.pointee.bytes_peak = UInt64(max(memory.peakBytesInUse, 0))
        out.pointee.bytes_cached = UInt64(max(memory.cachedByteCount, 0))
        out.pointee.system_allocations = UInt64(max(memory.systemAllocationCount, 0))
        let (nodes, bytes) = Process.engine.window
        out.pointee.pending = UInt64(Process.engine.pendingCount)
        out.pointee.window_nodes = UInt64(nodes)
        out.pointee.window_bytes = UInt64(bytes)
    }
}

/// The text of all operators, made when it is first asked for: not by Swift's own way to make a constant, which the child of a
/// `fork` that fell into it would wait for.
private enum OperatorTableText {
    nonisolated(unsafe) private static var lock: UInt32 = 0
    nonisolated(unsafe) private static var made: UnsafePointer<CChar>?

    static var pointer: UnsafePointer<CChar> {
        Process.start()
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        if let made { return made }
        let bytes = Array(OperatorTable.json.utf8CString)
        let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        memory.initialize(from: bytes, count: bytes.count)
        let pointer = UnsafePointer(memory)
        made = pointer
        return pointer
    }
}

@implementation @_cdecl("swnd_environment_problems")
public func swnd_environment_problems(
    _ out: UnsafeMutablePointer<CChar>!, _ size: UnsafeMutablePointer<Int>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let problems = Environment.problems().joined(separator: "\n")
        try give(problems, "environment_problems", out, size)
    }
}

@implementation @_cdecl("swnd_operator_table")
public func swnd_operator_table() -> UnsafePointer<CChar>! { OperatorTableText.pointer }
