import CSwnd
import Swnd
import SwndCore

/// The items of an index expression.
private func items(
    _ given: UnsafePointer<swnd_index>?, _ count: Int
) throws(SwndError) -> [Index] {
    guard count >= 0, count <= 64, count == 0 || given != nil else {
        throw SwndError(.index, "index: \(count) items are too many, or they are NULL")
    }
    func optional(_ value: Int64) -> Int? { value == Int64.min ? nil : Int(value) }
    var items: [Index] = []
    for position in 0..<count {
        guard let item = given?[position] else { continue }
        switch item.kind {
        case Int32(SWND_INDEX_INTEGER.rawValue): items.append(.at(Int(item.start)))
        case Int32(SWND_INDEX_SLICE.rawValue):
            items.append(
                .slice(
                    from: optional(item.start), to: optional(item.stop),
                    by: optional(item.step) ?? 1))
        case Int32(SWND_INDEX_NEW_AXIS.rawValue): items.append(.newAxis)
        case Int32(SWND_INDEX_ELLIPSIS.rawValue): items.append(.ellipsis)
        case Int32(SWND_INDEX_ARRAY.rawValue):
            items.append(.array(try array(item.array, "index", "item \(position)")))
        case Int32(SWND_INDEX_TRUTH.rawValue): items.append(.truth(item.start != 0))
        default:
            throw SwndError(.type, "index: item \(position) has the unknown kind \(item.kind)")
        }
    }
    return items
}

@implementation @_cdecl("swnd_array_index")
public func swnd_array_index(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!,
    _ given: UnsafePointer<swnd_index>!, _ count: Int
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "index")
        out.pointee = retained(
            try array(handle, "index", "array").indexed(try items(given, count)))
    }
}

@implementation @_cdecl("swnd_array_at")
public func swnd_array_at(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!, _ index: Int64
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "index")
        out.pointee = retained(try array(handle, "index", "array").element(Int(index)))
    }
}

@implementation @_cdecl("swnd_array_index_assign")
public func swnd_array_index_assign(
    _ handle: swnd_array!, _ given: UnsafePointer<swnd_index>!, _ count: Int, _ source: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        try array(handle, "assign", "array")
            .assign(try array(source, "assign", "source"), at: try items(given, count))
    }
}

@implementation @_cdecl("swnd_array_index_assign_scalar")
public func swnd_array_index_assign_scalar(
    _ handle: swnd_array!, _ given: UnsafePointer<swnd_index>!, _ count: Int, _ value: Double
) -> swnd_status {
    guarded { () throws(SwndError) in
        try array(handle, "assign", "array").assign(value, at: try items(given, count))
    }
}

@implementation @_cdecl("swnd_array_is_mask")
public func swnd_array_is_mask(_ handle: swnd_array!) -> Bool {
    guard let handle else { return false }
    return Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue().isMask
}
