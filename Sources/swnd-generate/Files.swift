import Glibc

/// Files by path: what the generator needs of the system.
enum Files {
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason = String(cString: strerror(errno))

        var description: String { "\(path): \(reason)" }
    }

    /// The content of a file; nothing where there is none.
    static func read(_ path: String) throws(Failure) -> [UInt8]? {
        guard let file = fopen(path, "rb") else {
            if errno == ENOENT { return nil }
            throw Failure(path: path)
        }
        defer { fclose(file) }
        var content: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            if count == 0 { break }
            content += part[..<count]
        }
        guard ferror(file) == 0 else { throw Failure(path: path) }
        return content
    }

    /// Writes a file and the folders on the way to it.
    static func write(_ content: [UInt8], to path: String) throws(Failure) {
        var folder = ""
        for name in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
            folder += name + "/"
            guard mkdir(folder, 0o777) == 0 || errno == EEXIST else { throw Failure(path: folder) }
        }
        guard let file = fopen(path, "wb") else { throw Failure(path: path) }
        let written = fwrite(content, 1, content.count, file)
        guard fclose(file) == 0, written == content.count else { throw Failure(path: path) }
    }

    static func remove(_ path: String) throws(Failure) {
        guard unlink(path) == 0 else { throw Failure(path: path) }
    }

    /// The sources in a folder, sorted; none where there is no such folder.
    static func sources(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if [".swift", ".py", ".pyi"].contains(where: name.hasSuffix) { names.append(name) }
        }
        return names.sorted()
    }
}
