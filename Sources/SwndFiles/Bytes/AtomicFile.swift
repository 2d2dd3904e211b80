import Glibc
import SwndCore

/// A file that appears under its name when it is whole, or not at all.
///
/// It is written without a name, or under a name of its own in the same folder where the system cannot do that; `commit` brings
/// it to the disk and puts it in the place of what was there. So whoever is killed while writing leaves the old file as it
/// was. What is no ordinary file (a device, a pipe) is written as it is.
final class AtomicFile: ByteSink {
    private let name: String
    private let target: FilePath
    private let isPlain: Bool
    private let descriptor: Int32
    /// The name that the file has until it is whole.
    private var temporary: FilePath?
    private var buffer: [UInt8] = []

    /// Begins a file.
    ///
    /// - Parameter caller: the function that is named in messages.
    init(_ path: FilePath, caller: String) throws(SwndError) {
        name = "\(caller): \(path)"
        target = path.target
        let old = target.status
        isPlain = old?.isRegular ?? true
        if isPlain {
            (descriptor, temporary) = Self.beginning(beside: target)
        } else {
            descriptor = target.withCString { open($0, O_WRONLY | O_CLOEXEC) }
        }
        guard descriptor >= 0 else {
            throw SwndError(.value, "\(name): cannot be written: \(systemError())")
        }
        if let old, isPlain { fchmod(descriptor, old.st_mode & 0o7777) }
        buffer.reserveCapacity(Self.room)
    }

    deinit {
        close(descriptor)
        if let temporary { _ = temporary.withCString { unlink($0) } }
    }

    private static let room = 1 << 16

    /// A new file in the folder of another: without a name, where the system can give it one later.
    private static func beginning(beside target: FilePath) -> (Int32, FilePath?) {
        let folder = FilePath(bytes: target.folder.isEmpty ? Array("./".utf8) : target.folder)
        if access("/proc/self/fd", X_OK) == 0 {
            let nameless = folder.withCString { open($0, unnamed | O_WRONLY | O_CLOEXEC, 0o666) }
            if nameless >= 0 { return (nameless, nil) }
        }
        let temporary = free(beside: target)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = temporary.withCString { open($0, flags, 0o666) }
        return (descriptor, descriptor >= 0 ? temporary : nil)
    }

    /// O_TMPFILE, which Swift does not import.
    private static let unnamed: Int32 = 0o20000000 | O_DIRECTORY

    /// A name that no file has, in the folder of another.
    private static func free(beside target: FilePath) -> FilePath {
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return FilePath(bytes: target.folder + Array(".swnd-\(number)".utf8))
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SwndError) {
        if buffer.count + bytes.count > Self.room { try flush() }
        if bytes.count < Self.room {
            buffer += bytes
        } else {
            try put(bytes)
        }
    }

    private func flush() throws(SwndError) {
        let pending = buffer
        buffer.removeAll(keepingCapacity: true)
        let result = pending.withUnsafeBytes { bytes in
            Result { () throws(SwndError) in try put(bytes) }
        }
        try result.get()
    }

    private func put(_ bytes: UnsafeRawBufferPointer) throws(SwndError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let length = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if length < 0 && errno == EINTR { continue }
            guard length >= 0 else { throw failure("cannot be written") }
            done += length
        }
    }

    /// Puts the whole file in its place.
    func commit() throws(SwndError) {
        try flush()
        guard isPlain else { return }
        guard fsync(descriptor) == 0 else { throw failure("cannot be brought to the disk") }
        if temporary == nil { try giveName() }
        guard let temporary else { return }
        let moved = temporary.withCString { from in target.withCString { rename(from, $0) } }
        guard moved == 0 else { throw failure("cannot be put in its place") }
        self.temporary = nil
        syncFolder()
    }

    /// Gives the file a name: `rename` replaces what is there, and only it does.
    private func giveName() throws(SwndError) {
        let path = Self.free(beside: target)
        let status = path.withCString {
            linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
        }
        guard status == 0 else { throw failure("cannot be given a name") }
        temporary = path
    }

    /// The name is on the disk as well when this has succeeded; where a file system cannot do it there is nothing to be done.
    private func syncFolder() {
        let folder = FilePath(bytes: target.folder.isEmpty ? Array("./".utf8) : target.folder)
        let descriptor = folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func failure(_ text: String) -> SwndError {
        SwndError(.value, "\(name): \(text): \(systemError())")
    }
}
