import CSwnd
import Swnd
import SwndCore

@implementation @_cdecl("swnd_array_from_memory")
public func swnd_array_from_memory(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ data: UnsafeMutableRawPointer!,
    _ lengths: UnsafePointer<Int64>!, _ rank: Int, _ code: swnd_dtype, _ device: swnd_context,
    _ access: swnd_access, _ release: (@convention(c) (UnsafeMutableRawPointer?) -> Void)!,
    _ owner: UnsafeMutableRawPointer!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "array")
        let wish = Int32(bitPattern: access.rawValue)
        guard let access = SharedMemory.Access(rawValue: wish) else {
            throw SwndError(.value, "array: access \(wish) is not 0, 1 or 2")
        }
        let owner = Owner(release, owner)
        out.pointee = retained(
            try NDArray(
                sharing: data, shape: try shape(lengths, rank, "array"),
                dtype: try dtype(Int32(code.rawValue), "array"),
                context: try context(device, "array"), access: access,
                release: { owner.release() }))
    }
}

/// Whoever owns shared memory, and what tells him that it is no longer needed.
private struct Owner: @unchecked Sendable {
    private let function: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?
    private let owner: UnsafeMutableRawPointer?

    init(
        _ function: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?,
        _ owner: UnsafeMutableRawPointer?
    ) {
        (self.function, self.owner) = (function, owner)
    }

    func release() { function?(owner) }
}

@implementation @_cdecl("swnd_array_data")
public func swnd_array_data(
    _ out: UnsafeMutablePointer<swnd_array?>!,
    _ data: UnsafeMutablePointer<UnsafeRawPointer?>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "data")
        guard let data else { throw SwndError(.type, "data: data is NULL") }
        data.pointee = nil
        let loan = try array(handle, "data", "array").lend(write: false)
        out.pointee = loan.array.map(retained)
        data.pointee = UnsafeRawPointer(loan.bytes)
    }
}

// DLPack

@implementation @_cdecl("swnd_array_to_dlpack")
public func swnd_array_to_dlpack(
    _ out: UnsafeMutablePointer<UnsafeMutablePointer<swnd_dlpack>?>!, _ handle: swnd_array!,
    _ write: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out else { throw SwndError(.type, "to_dlpack: out is NULL") }
        out.pointee = nil
        let export = try Export(try array(handle, "to_dlpack", "array"), write: write)
        let tensor = UnsafeMutablePointer<swnd_dlpack>.allocate(capacity: 1)
        tensor.initialize(
            to: swnd_dlpack(
                tensor: export.tensor, context: Unmanaged.passRetained(export).toOpaque(),
                deleter: endPlain))
        out.pointee = tensor
    }
}

@implementation @_cdecl("swnd_array_to_dlpack_versioned")
public func swnd_array_to_dlpack_versioned(
    _ out: UnsafeMutablePointer<UnsafeMutablePointer<swnd_dlpack_versioned>?>!,
    _ handle: swnd_array!, _ write: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let out else { throw SwndError(.type, "to_dlpack: out is NULL") }
        out.pointee = nil
        let export = try Export(try array(handle, "to_dlpack", "array"), write: write)
        let tensor = UnsafeMutablePointer<swnd_dlpack_versioned>.allocate(capacity: 1)
        tensor.initialize(
            to: swnd_dlpack_versioned(
                major: 1, minor: 0, context: Unmanaged.passRetained(export).toOpaque(),
                deleter: endVersioned, flags: write ? 0 : readOnly, tensor: export.tensor))
        out.pointee = tensor
    }
}

private let readOnly: UInt64 = 1

private let endPlain: @convention(c) (UnsafeMutablePointer<swnd_dlpack>?) -> Void = { tensor in
    guard let tensor else { return }
    if let context = tensor.pointee.context { Unmanaged<Export>.fromOpaque(context).release() }
    tensor.deallocate()
}

private let endVersioned: @convention(c) (UnsafeMutablePointer<swnd_dlpack_versioned>?) -> Void = {
    tensor in
    guard let tensor else { return }
    if let context = tensor.pointee.context { Unmanaged<Export>.fromOpaque(context).release() }
    tensor.deallocate()
}

/// What a tensor given away keeps alive: the loan, and its shape and strides.
private final class Export {
    let loan: Loan
    let tensor: swnd_dlpack_tensor
    private let numbers: UnsafeMutablePointer<Int64>

    init(_ array: NDArray, write: Bool) throws(SwndError) {
        loan = try array.lend(write: write)
        let shape = array.shape
        let strides = Layout(contiguous: shape)
        numbers = .allocate(capacity: 2 * Shape.maxRank)
        numbers.initialize(repeating: 0, count: 2 * Shape.maxRank)
        for axis in 0..<shape.rank {
            numbers[axis] = Int64(shape[axis])
            numbers[Shape.maxRank + axis] = Int64(strides.stride(axis))
        }
        let type = DLPackType(array.dtype)
        tensor = swnd_dlpack_tensor(
            data: loan.bytes, device_type: 1, device_id: 0, rank: Int32(shape.rank),
            type_code: type.code, type_bits: type.bits, type_lanes: 1, shape: numbers,
            strides: numbers + Shape.maxRank, byte_offset: 0)
    }

    deinit { numbers.deallocate() }
}

@implementation @_cdecl("swnd_array_from_dlpack")
public func swnd_array_from_dlpack(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ tensor: UnsafeMutablePointer<swnd_dlpack>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "from_dlpack")
        guard let tensor else { throw SwndError(.type, "from_dlpack: tensor is NULL") }
        nonisolated(unsafe) let given = tensor
        let deleter = given.pointee.deleter
        let isOwn =
            deleter.map { unsafeBitCast($0, to: Int.self) } == unsafeBitCast(endPlain, to: Int.self)
        // What swnd itself gave away to be read is not written to here either.
        if isOwn, let context = given.pointee.context,
            let array = Unmanaged<Export>.fromOpaque(context).takeUnretainedValue().loan.array
        {
            out.pointee = retained(try array.copied())
            deleter?(given)
            return
        }
        out.pointee = retained(
            try imported(given.pointee.tensor, access: .all) { deleter?(given) })
    }
}

@implementation @_cdecl("swnd_array_from_dlpack_versioned")
public func swnd_array_from_dlpack_versioned(
    _ out: UnsafeMutablePointer<swnd_array?>!,
    _ tensor: UnsafeMutablePointer<swnd_dlpack_versioned>!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "from_dlpack")
        guard let tensor else { throw SwndError(.type, "from_dlpack: tensor is NULL") }
        nonisolated(unsafe) let given = tensor
        guard given.pointee.major == 1 else {
            throw SwndError(
                .value, "from_dlpack: version \(given.pointee.major) of DLPack is unknown")
        }
        let deleter = given.pointee.deleter
        let access: SharedMemory.Access = given.pointee.flags & readOnly != 0 ? .constant : .all
        out.pointee = retained(
            try imported(given.pointee.tensor, access: access) { deleter?(given) })
    }
}

private func imported(
    _ tensor: swnd_dlpack_tensor, access: SharedMemory.Access,
    release: @escaping @Sendable () -> Void
) throws(SwndError) -> NDArray {
    // The processor, or its memory that a GPU can read.
    guard tensor.device_type == 1 || tensor.device_type == 3 else {
        throw SwndError(
            .context, "from_dlpack: the tensor is on device type \(tensor.device_type), not 1 (cpu)"
        )
    }
    let lengths = try shape(tensor.shape, Int(tensor.rank), "from_dlpack")
    let known = try Shape(checking: lengths, name: "from_dlpack: shape")
    guard let dtype = DLPackType(tensor)?.dtype else {
        throw SwndError(
            .type,
            "from_dlpack: elements of type code \(tensor.type_code) with \(tensor.type_bits) bits and"
                + " \(tensor.type_lanes) lanes have no dtype")
    }
    if let strides = tensor.strides {
        let given = (0..<lengths.count).map { Int(strides[$0]) }
        guard Layout(shape: known, strides: given, offset: 0).isContiguous else {
            throw SwndError(
                .value,
                "from_dlpack: shape \(known) with strides \(Shape.text(given)) is not in C order: make it"
                    + " contiguous first")
        }
    }
    let start = tensor.data.map { $0 + Int(clamping: tensor.byte_offset) }
    return try NDArray(
        sharing: start, shape: lengths, dtype: dtype, access: access, release: release)
}

/// A dtype as DLPack has it.
private struct DLPackType {
    let code: UInt8
    let bits: UInt8

    init(_ dtype: DType) {
        bits = UInt8(dtype.byteCount * 8)
        code =
            switch dtype {
            case .int8, .int32, .int64: 0
            case .uint8: 1
            case .float16, .float32, .float64: 2
            case .bool: 6
            }
    }

    init?(_ tensor: swnd_dlpack_tensor) {
        guard tensor.type_lanes == 1 else { return nil }
        (code, bits) = (tensor.type_code, tensor.type_bits)
    }

    var dtype: DType? {
        DType.allCases.first {
            let known = DLPackType($0)
            return known.code == code && known.bits == bits
        }
    }
}
