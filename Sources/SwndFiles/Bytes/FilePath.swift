import Glibc

/// The name of a file as the system has it: bytes, not text.
public struct FilePath: Sendable {
    /// The bytes, without a final zero.
    public let bytes: [UInt8]

    /// A name as text.
    public init(_ text: String) { bytes = Array(text.utf8) }

    /// A name as C has it.
    public init(cString: UnsafePointer<CChar>) {
        bytes = Array(UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
    }

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Calls a function of the system with the name.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress.unsafelyUnwrapped) }
        }
    }

    /// The folder, with its slash at the end; nothing where the name has none.
    var folder: [UInt8] {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return [] }
        return Array(bytes[...slash])
    }

    /// The file that a name leads to, which need not exist: symbolic links are followed.
    var target: FilePath {
        var path = self
        for _ in 0..<40 {
            var place = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = path.withCString { readlink($0, &place, place.count) }
            guard length > 0, length < place.count else { break }
            let link = place[..<length].map { UInt8(bitPattern: $0) }
            let isAbsolute = link.first == UInt8(ascii: "/")
            path = FilePath(bytes: isAbsolute ? link : path.folder + link)
        }
        return path
    }

    /// What the system says of the file; nothing where it says an error.
    var status: stat? {
        var result = stat()
        return withCString { stat($0, &result) } == 0 ? result : nil
    }
}

extension FilePath: CustomStringConvertible {
    /// The name in quotation marks, for messages.
    public var description: String { "'" + String(decoding: bytes, as: UTF8.self) + "'" }
}

/// The system's words for the error that a function has just set.
func systemError() -> String { String(cString: strerror(errno)) }

extension stat {
    /// Whether it is an ordinary file: not a folder, device or pipe.
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

    /// Whether it is a folder.
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
