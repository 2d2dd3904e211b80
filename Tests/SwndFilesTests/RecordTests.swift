import SwndCore
import SwndFiles
import Testing

/// Records by themselves, and files in memory, without arrays around them.
@Suite struct RecordTests {
    @Test func aRecordIsReadAsItWasWritten() throws {
        let shape = try #require(Shape([2, 3]))
        let elements: [Int32] = [1, -2, 3, -4, 5, -6]
        var record = [UInt8](
            repeating: 0, count: ArrayFileWriter.recordSize(shape: shape, dtype: .int32))
        try elements.withUnsafeBytes { elements in
            try record.withUnsafeMutableBytes { record in
                try ArrayFileWriter.writeRecord(
                    shape: shape, dtype: .int32, context: .cpu(), bytes: elements, to: record)
            }
        }
        try record.withUnsafeBytes { bytes in
            let read = try #require(try ArrayFile(record: bytes, caller: "test").array(0))
            #expect(read.shape == shape && read.dtype == .int32 && read.warnings.isEmpty)
            for (position, element) in elements.enumerated() {
                #expect(
                    read.storage.bytes.load(fromByteOffset: 4 * position, as: Int32.self) == element
                )
            }
        }
    }

    /// A header that says how many arrays there are, and nothing after it.
    private func header(_ count: UInt64) -> [UInt8] {
        [0x112, 0, count].flatMap { word in
            withUnsafeBytes(of: UInt64(word).littleEndian) { Array($0) }
        }
    }

    @Test func numbersThatDoNotFitTheBytesAreErrors() {
        for count: UInt64 in [1, 2, 1 << 32, .max / 2, .max] {
            _ = header(count).withUnsafeBytes { bytes in
                #expect(throws: SwndError.self) { try ArrayFile(bytes: bytes, caller: "test") }
            }
        }
    }

    /// Records that can be read in two ways, many of them, and none of the ways leads to the end: found out at once.
    @Test(.timeLimit(.minutes(1))) func ambiguousRecordsDoNotTakeForEver() throws {
        let count = 20_000
        let none = [0xF993_FAC9, 0, 0] as [UInt32]
        var words = [UInt32]()
        for _ in 0..<count { words += none + [1, 0, 3] }
        var bytes = header(UInt64(count))
        for word in words { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
        _ = bytes.withUnsafeBytes { bytes in
            #expect(throws: SwndError.self) { try ArrayFile(bytes: bytes, caller: "test") }
        }
    }
}
