import SwndCore

/// A file of arrays in MXNet's format, read as far as it is asked for.
///
/// Opening it reads where everything lies, and checks all sizes against the bytes that there are; elements are read when their array
/// is asked for.
///
///     let file = try ArrayFile(FilePath("net.params"), caller: "load")
///     for position in 0..<file.count {
///         let array = try file.array(position)
///     }
public final class ArrayFile {
    private let source: any ByteSource
    private let records: [Record]

    /// The names of the arrays; nothing where they were saved without.
    public let names: [[UInt8]]?

    /// An array of a file.
    public struct Array {
        /// Its axes.
        public let shape: Shape
        /// The type of its elements.
        public let dtype: DType
        /// Its elements, in C order.
        public let storage: Storage
        /// What became of it on the way, where it is not as it was saved.
        public let warnings: [String]
    }

    /// Opens a file.
    ///
    /// - Parameter caller: the function that is named in messages.
    public convenience init(_ path: FilePath, caller: String) throws(SwndError) {
        try self.init(reading: try FileSource(path, caller: caller))
    }

    /// A file that is in memory, which must stay there as long as this object.
    public convenience init(
        bytes: UnsafeRawBufferPointer, caller: String
    ) throws(SwndError) {
        try self.init(reading: MemorySource(bytes, name: caller))
    }

    private init(reading source: any ByteSource) throws(SwndError) {
        self.source = source
        var parser = FileParser(source)
        let contents = try parser.contents()
        records = contents.records
        names = contents.names
    }

    /// A single array without a header and names before and after it, as pickles hold it.
    public init(
        record bytes: UnsafeRawBufferPointer, caller: String
    ) throws(SwndError) {
        source = MemorySource(bytes, name: caller)
        names = nil
        var parser = RecordParser(source)
        var record = try? parser.next(.scalar)
        if record == nil || parser.cursor.left > 0 {
            parser = RecordParser(source)
            record = try parser.next(.none)
        }
        guard parser.cursor.left == 0 else {
            throw parser.cursor.wrong("the array ends, but \(parser.cursor.left) bytes follow")
        }
        records = record.map { [$0] } ?? []
    }

    /// How many arrays there are.
    public var count: Int { records.count }

    /// Reads an array; nothing where one was saved that had no shape.
    ///
    /// - Parameter position: below ``count``.
    public func array(_ position: Int) throws(SwndError) -> Array? {
        let name = names?[position]
        let subject = name.map { "'\(String(decoding: $0, as: UTF8.self))'" } ?? "array \(position)"
        return try ArrayReader(source: source, subject: subject).array(records[position])
    }
}
