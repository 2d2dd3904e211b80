import CSystem
import SwndCore
import SwndFiles
import SwndGraph
import SwndOperators

/// Arrays that were read from a file.
public struct LoadedArrays: Sendable {
    /// The arrays, in the order of the file; nothing where one was saved that had no shape.
    public let arrays: [NDArray?]
    /// Their names, as bytes; nothing where they were saved without names.
    public let rawNames: [[UInt8]]?
    /// What became of arrays that are not as they were saved: sparse ones, and those of a dtype that arrays do not have.
    public let warnings: [String]

    /// The names of the arrays; nothing where they were saved without.
    public var names: [String]? {
        rawNames?.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The last array of a name.
    public subscript(name: String) -> NDArray? {
        guard let position = rawNames?.lastIndex(of: Array(name.utf8)) else { return nil }
        return arrays[position]
    }

    init(_ file: ArrayFile) throws(SwndError) {
        var arrays: [NDArray?] = []
        var warnings: [String] = []
        arrays.reserveCapacity(file.count)
        for position in 0..<file.count {
            let read = try file.array(position)
            arrays.append(read.map { NDArray($0) })
            warnings += read?.warnings ?? []
        }
        self.arrays = arrays
        self.warnings = warnings
        rawNames = file.names
    }
}

/// Saves arrays to a file, in the format of MXNet's `nd.save`.
///
/// The file is there when it is whole: until then, and when writing fails, what was there stays.
///
///     try save([x, y], to: "arrays.params")
public func save(_ arrays: [NDArray], to path: String) throws(SwndError) {
    try NDArray.save(arrays, names: nil, to: FilePath(path))
}

/// Saves arrays with names to a file, sorted by name.
///
///     try save(["weight": w, "bias": b], to: "layer.params")
public func save(_ arrays: [String: NDArray], to path: String) throws(SwndError) {
    let sorted = arrays.sorted { $0.key < $1.key }
    try NDArray.save(
        sorted.map(\.value), names: sorted.map { Array($0.key.utf8) }, to: FilePath(path))
}

/// Reads the arrays of a file in the format of MXNet's `nd.save`, of any version of it.
///
///     let weight = try load("layer.params")["weight"]
public func load(_ path: String) throws(SwndError) -> LoadedArrays {
    try NDArray.load(FilePath(path))
}

extension NDArray {
    /// The array that was read.
    fileprivate convenience init(_ read: ArrayFile.Array) {
        self.init(
            Tensor(
                Value(
                    layout: Layout(contiguous: read.shape), dtype: read.dtype, context: .cpu(),
                    storage: read.storage)))
    }

    /// Saves arrays: what all surfaces call.
    public static func save(
        _ arrays: [NDArray], names: [[UInt8]]?, to path: FilePath
    ) throws(SwndError) {
        Process.start()
        if let names {
            guard names.count == arrays.count else {
                throw SwndError(
                    .value, "save: there are \(arrays.count) arrays and \(names.count) names")
            }
            for name in names where name.contains(0) {
                throw SwndError(
                    .value,
                    "save: the name '\(String(decoding: name, as: UTF8.self))' contains a"
                        + " zero byte")
            }
        }
        let values = try snapshot(arrays)
        // From here on nothing is waited for but copies, and half a file is not begun again.
        let patience = csystem_thread_state().pointee.patience
        csystem_thread_state().pointee.patience = 0
        defer { csystem_thread_state().pointee.patience = patience }
        let writer = try ArrayFileWriter(path, count: values.count, caller: "save")
        for value in values {
            let ordered = try inOrder(value)
            try writer.add(
                shape: value.shape, dtype: value.dtype, context: value.context,
                bytes: ordered.elementBytes)
            withExtendedLifetime(ordered) {}
        }
        try writer.finish(names: names)
    }

    /// Reads a file.
    public static func load(_ path: FilePath) throws(SwndError) -> LoadedArrays {
        Process.start()
        return try LoadedArrays(try ArrayFile(path, caller: "load"))
    }

    /// Reads a file that is in memory.
    public static func load(from bytes: UnsafeRawBufferPointer) throws(SwndError) -> LoadedArrays {
        Process.start()
        return try LoadedArrays(try ArrayFile(bytes: bytes, caller: "load_frombuffer"))
    }

    /// Reads a single array, as pickles hold it.
    public static func load(
        record bytes: UnsafeRawBufferPointer
    ) throws(SwndError) -> LoadedArrays {
        Process.start()
        return try LoadedArrays(try ArrayFile(record: bytes, caller: "load_record"))
    }

    /// The bytes of this array by itself, as pickles hold it.
    public var recordSize: Int { ArrayFileWriter.recordSize(shape: shape, dtype: dtype) }

    /// Writes this array to memory of ``recordSize`` bytes.
    public func writeRecord(to memory: UnsafeMutableRawBufferPointer) throws(SwndError) {
        let own = try current().value
        let value = try Self.inOrder(own)
        guard memory.count == ArrayFileWriter.recordSize(shape: value.shape, dtype: value.dtype)
        else {
            throw SwndError(
                .value,
                "save_record: \(value.shape) \(value.dtype) takes \(recordSize) bytes, not"
                    + " \(memory.count)")
        }
        try ArrayFileWriter.writeRecord(
            shape: value.shape, dtype: value.dtype, context: own.context,
            bytes: value.elementBytes, to: memory)
    }

    /// The values of arrays, computed.
    private static func snapshot(_ arrays: [NDArray]) throws(SwndError) -> [Value] {
        var values: [Value] = []
        for array in arrays {
            let value = try array.current().value
            try Process.engine.wait(for: value)
            values.append(value)
        }
        return values
    }

    /// A value with its elements in C order in the host's memory, computed.
    private static func inOrder(_ value: Value) throws(SwndError) -> Value {
        guard !value.layout.isContiguous || !value.context.isHost else {
            try Process.engine.wait(for: value)
            return value
        }
        let copy = try ThreadModes.recording(false) { () throws(SwndError) in
            if value.context.isHost { return try Op.copy(Tensor(value)).value }
            return try Op.moved(Tensor(value), to: .cpu()).value
        }
        try Process.engine.wait(for: copy)
        return copy
    }
}

extension Value {
    /// The elements of a computed value in C order.
    fileprivate var elementBytes: UnsafeRawBufferPointer {
        let size = shape.count * dtype.byteCount
        guard size > 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(
            start: storage.bytes + layout.offset * dtype.byteCount, count: size)
    }
}
