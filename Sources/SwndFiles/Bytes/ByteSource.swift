import SwndCore

/// Bytes that can be read at any place.
protocol ByteSource: AnyObject {
    /// What it is called in messages.
    var name: String { get }

    /// How many bytes there are.
    var count: Int { get }

    /// Copies bytes; the caller has checked that there are so many.
    func copy(_ target: UnsafeMutableRawBufferPointer, from offset: Int) throws(SwndError)
}

extension ByteSource {
    /// The error for what stands at a place.
    func wrong(at offset: Int, _ text: String) -> SwndError {
        SwndError(.value, "\(name): byte \(offset): \(text)")
    }
}

/// Bytes in memory, which must stay there.
final class MemorySource: ByteSource {
    let name: String
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer, name: String) {
        self.name = name
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    func copy(_ target: UnsafeMutableRawBufferPointer, from offset: Int) {
        target.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[offset...].prefix(target.count)))
    }
}
