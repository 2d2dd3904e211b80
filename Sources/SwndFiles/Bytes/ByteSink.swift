import SwndCore

/// Where bytes are written, one after the other.
protocol ByteSink: AnyObject {
    func write(_ bytes: UnsafeRawBufferPointer) throws(SwndError)
}

extension ByteSink {
    /// Writes bytes that belong to an array.
    func write(_ bytes: [UInt8]) throws(SwndError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(SwndError) in try write(bytes) }
        }
        try result.get()
    }
}

/// Memory that is filled: all of it, no more.
final class MemorySink: ByteSink {
    private let memory: UnsafeMutableRawBufferPointer
    private var count = 0

    init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SwndError) {
        guard bytes.count <= memory.count - count else {
            throw SwndError(.internalFault, "record: \(memory.count) bytes are too few")
        }
        UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
        count += bytes.count
    }
}
