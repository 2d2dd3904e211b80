import CSwnd
import Swnd
import SwndCore
import SwndFiles

/// What is behind a `swnd_loaded`: arrays, and their names and warnings as C reads them.
private final class Loaded {
    let arrays: [NDArray?]
    let names: [ContiguousArray<CChar>]
    let hasNames: Bool
    let warnings: [ContiguousArray<CChar>]

    init(_ loaded: LoadedArrays) {
        arrays = loaded.arrays
        hasNames = loaded.rawNames != nil
        names = (loaded.rawNames ?? []).map { name in
            ContiguousArray(name.map { CChar(bitPattern: $0) }) + [0]
        }
        warnings = loaded.warnings.map(\.utf8CString)
    }

    /// The object behind a handle.
    static func behind(_ handle: swnd_loaded?) -> Loaded? {
        guard let handle else { return nil }
        return Unmanaged<Loaded>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
    }

    /// An element of a list of texts, valid as long as this object.
    static func text(
        _ list: [ContiguousArray<CChar>]?, _ position: Int
    ) -> UnsafePointer<CChar>? {
        guard let list, list.indices.contains(position) else { return nil }
        // The elements of a contiguous array stay where they are as long as nobody writes to it.
        return list[position].withUnsafeBufferPointer(\.baseAddress)
    }
}

/// Puts what is read into `out`.
private func give(
    _ out: UnsafeMutablePointer<swnd_loaded?>?, _ name: String,
    _ load: () throws(SwndError) -> LoadedArrays
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out else { throw SwndError(.type, "\(name): out is NULL") }
        out.pointee = nil
        let loaded = Loaded(try load())
        out.pointee = swnd_loaded(Unmanaged.passRetained(loaded).toOpaque())
    }
}

private func memory(
    _ bytes: UnsafeRawPointer?, _ size: Int, _ name: String
) throws(SwndError) -> UnsafeRawBufferPointer {
    guard size >= 0, bytes != nil || size == 0 else {
        throw SwndError(.type, "\(name): bytes is NULL, or size is no size")
    }
    return UnsafeRawBufferPointer(start: bytes, count: size)
}

@implementation @_cdecl("swnd_load")
public func swnd_load(
    _ out: UnsafeMutablePointer<swnd_loaded?>!, _ path: UnsafePointer<CChar>!
) -> swnd_status {
    give(out, "load") { () throws(SwndError) in
        guard let path else { throw SwndError(.type, "load: path is NULL") }
        return try NDArray.load(FilePath(cString: path))
    }
}

@implementation @_cdecl("swnd_load_from_buffer")
public func swnd_load_from_buffer(
    _ out: UnsafeMutablePointer<swnd_loaded?>!, _ bytes: UnsafeRawPointer!, _ size: Int
) -> swnd_status {
    give(out, "load_frombuffer") { () throws(SwndError) in
        try NDArray.load(from: try memory(bytes, size, "load_frombuffer"))
    }
}

@implementation @_cdecl("swnd_load_record")
public func swnd_load_record(
    _ out: UnsafeMutablePointer<swnd_loaded?>!, _ bytes: UnsafeRawPointer!, _ size: Int
) -> swnd_status {
    give(out, "load_record") { () throws(SwndError) in
        try NDArray.load(record: try memory(bytes, size, "load_record"))
    }
}

@implementation @_cdecl("swnd_loaded_release")
public func swnd_loaded_release(_ handle: swnd_loaded!) {
    guard let handle else { return }
    Unmanaged<Loaded>.fromOpaque(UnsafeRawPointer(handle)).release()
}

@implementation @_cdecl("swnd_loaded_count")
public func swnd_loaded_count(_ handle: swnd_loaded!) -> Int {
    Loaded.behind(handle)?.arrays.count ?? 0
}

@implementation @_cdecl("swnd_loaded_array")
public func swnd_loaded_array(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_loaded!, _ position: Int
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "loaded_array")
        guard let loaded = Loaded.behind(handle) else {
            throw SwndError(.type, "loaded_array: loaded is NULL")
        }
        guard loaded.arrays.indices.contains(position) else {
            throw SwndError(
                .index,
                "loaded_array: position is \(UInt(bitPattern: position)), there are"
                    + " \(loaded.arrays.count) arrays")
        }
        out.pointee = loaded.arrays[position].map(retained)
    }
}

@implementation @_cdecl("swnd_loaded_has_names")
public func swnd_loaded_has_names(_ handle: swnd_loaded!) -> Bool {
    Loaded.behind(handle)?.hasNames ?? false
}

@implementation @_cdecl("swnd_loaded_name")
public func swnd_loaded_name(
    _ handle: swnd_loaded!, _ position: Int
) -> UnsafePointer<CChar>! {
    Loaded.text(Loaded.behind(handle)?.names, position)
}

@implementation @_cdecl("swnd_loaded_warning")
public func swnd_loaded_warning(
    _ handle: swnd_loaded!, _ position: Int
) -> UnsafePointer<CChar>! {
    Loaded.text(Loaded.behind(handle)?.warnings, position)
}

/// More arrays than any file has: what is more is no count but garbage.
private let mostArrays = 1 << 28

@implementation @_cdecl("swnd_save")
public func swnd_save(
    _ path: UnsafePointer<CChar>!, _ handles: UnsafePointer<swnd_array?>!,
    _ names: UnsafePointer<UnsafePointer<CChar>?>!, _ count: Int
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let path else { throw SwndError(.type, "save: path is NULL") }
        guard count >= 0, count <= mostArrays, handles != nil || count == 0 else {
            throw SwndError(.value, "save: arrays is NULL, or count is no count")
        }
        var arrays: [NDArray] = []
        var texts: [[UInt8]] = []
        for position in 0..<count {
            arrays.append(try array(handles?[position], "save", "arrays[\(position)]"))
            guard let names else { continue }
            guard let name = names[position] else {
                throw SwndError(.type, "save: names[\(position)] is NULL")
            }
            texts.append(FilePath(cString: name).bytes)
        }
        try NDArray.save(
            arrays, names: names == nil ? nil : texts, to: FilePath(cString: path))
    }
}

@implementation @_cdecl("swnd_save_record")
public func swnd_save_record(
    _ out: UnsafeMutableRawPointer!, _ size: UnsafeMutablePointer<Int>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let size else { throw SwndError(.type, "save_record: size is NULL") }
        let room = size.pointee
        size.pointee = 0
        let array = try array(handle, "save_record", "array")
        size.pointee = array.recordSize
        guard let out else { return }
        guard room == array.recordSize else {
            throw SwndError(
                .value,
                "save_record: \(array.shape) \(array.dtype) takes \(array.recordSize) bytes,"
                    + " not \(UInt(bitPattern: room))")
        }
        try array.writeRecord(to: UnsafeMutableRawBufferPointer(start: out, count: room))
    }
}
