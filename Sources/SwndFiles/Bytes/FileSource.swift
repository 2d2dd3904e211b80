import Glibc
import SwndCore

/// The bytes of an open file.
///
/// Read, not mapped: a file that somebody cuts short while it is read is an error here, and the end of the process where it is
/// mapped. Elements go from the system's pages to where they stay, without another copy in between.
final class FileSource: ByteSource {
    let name: String
    let count: Int
    private let descriptor: Int32

    /// The part of the file that was read last, for what takes few bytes.
    private let window: UnsafeMutableRawBufferPointer
    private var windowRange = 0..<0

    /// Opens a file.
    ///
    /// - Parameter caller: the function that is named in messages.
    init(_ path: FilePath, caller: String) throws(SwndError) {
        name = "\(caller): \(path)"
        descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else {
            throw SwndError(.value, "\(name): cannot be opened: \(systemError())")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.isRegular else {
            close(descriptor)
            let kind = status.isFolder ? "a folder" : "a device or a pipe"
            throw SwndError(.value, "\(name): is \(kind), not a file")
        }
        count = status.st_size
        window = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    }

    deinit {
        close(descriptor)
        window.deallocate()
    }

    func copy(_ target: UnsafeMutableRawBufferPointer, from offset: Int) throws(SwndError) {
        guard target.count <= 64 else { return try read(target, from: offset) }
        if !(windowRange.contains(offset) && offset + target.count <= windowRange.upperBound) {
            let length = min(window.count, count - offset)
            windowRange = 0..<0
            try read(UnsafeMutableRawBufferPointer(rebasing: window[..<length]), from: offset)
            windowRange = offset..<offset + length
        }
        let start = offset - windowRange.lowerBound
        target.copyMemory(
            from: UnsafeRawBufferPointer(rebasing: window[start..<start + target.count]))
    }

    private func read(
        _ target: UnsafeMutableRawBufferPointer, from offset: Int
    ) throws(SwndError) {
        var done = 0
        while done < target.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[done...])
            let length = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if length < 0 && errno == EINTR { continue }
            guard length >= 0 else {
                throw wrong(at: offset + done, "cannot be read: \(systemError())")
            }
            guard length > 0 else {
                throw wrong(at: offset + done, "the file became shorter while it was read")
            }
            done += length
        }
    }
}
