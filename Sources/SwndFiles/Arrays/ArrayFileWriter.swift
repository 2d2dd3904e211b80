import SwndCore

/// Writes arrays as MXNet 1.9.1 does, byte for byte: records of version V2.
///
/// Arrays without elements become V3 records: to MXNet, a V2 record with an axis of length 0 is an array of unknown shape.
///
///     let writer = try ArrayFileWriter(FilePath("net.params"), count: 1, caller: "save")
///     try writer.add(shape: shape, dtype: .float32, context: .cpu(), bytes: bytes)
///     try writer.finish(names: nil)
public final class ArrayFileWriter {
    private let file: AtomicFile

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - count: how many arrays will be added.
    ///   - caller: the function that is named in messages.
    public init(_ path: FilePath, count: Int, caller: String) throws(SwndError) {
        file = try AtomicFile(path, caller: caller)
        try file.write(bytes(FileParser.magic) + bytes(UInt64(0)) + bytes(UInt64(count)))
    }

    /// Adds an array with its elements in C order.
    public func add(
        shape: Shape, dtype: DType, context: Context, bytes: UnsafeRawBufferPointer
    ) throws(SwndError) {
        try file.write(Self.head(shape, dtype, context))
        try file.write(bytes)
    }

    /// Ends the file, and puts it in its place.
    ///
    /// - Parameter names: those of the arrays; nothing for none.
    public func finish(names: [[UInt8]]?) throws(SwndError) {
        try file.write(bytes(UInt64(names?.count ?? 0)))
        for name in names ?? [] { try file.write(bytes(UInt64(name.count)) + name) }
        try file.commit()
    }
}

// Records by themselves, as pickles hold them.
extension ArrayFileWriter {
    /// The bytes that an array takes.
    public static func recordSize(shape: Shape, dtype: DType) -> Int {
        head(shape, dtype, .cpu()).count + shape.count * dtype.byteCount
    }

    /// Writes an array; `memory` has ``recordSize(shape:dtype:)`` bytes.
    public static func writeRecord(
        shape: Shape, dtype: DType, context: Context, bytes: UnsafeRawBufferPointer,
        to memory: UnsafeMutableRawBufferPointer
    ) throws(SwndError) {
        let sink = MemorySink(memory)
        try sink.write(head(shape, dtype, context))
        try sink.write(bytes)
    }

    /// What stands before the elements.
    private static func head(
        _ shape: Shape, _ dtype: DType, _ context: Context
    ) -> [UInt8] {
        var head = bytes(shape.count == 0 ? Record.Magic.v3 : Record.Magic.v2)
        head += bytes(Int32(0)) + bytes(Int32(shape.rank))
        for length in shape.axes { head += bytes(Int64(length)) }
        return head + bytes(context.device.rawValue) + bytes(context.index)
            + bytes(ElementType(dtype).rawValue)
    }
}

/// An integer as it stands in files, little-endian.
private func bytes<T: FixedWidthInteger & BitwiseCopyable>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
