import CSystem
import Glibc
import SwndCore

/// Compiled programs in the user's cache folder.
///
/// Each is a file of its own, named by a hash of its key, with the whole key in it: a file that is not what its reader looks for,
/// or not whole, counts as missing. Files are written under another name and then renamed, so that processes never see a part of
/// one. When they become too many, the oldest go.
package struct DiskCache: Sendable {
    let folder: String
    /// The most bytes of files.
    let limit: Int

    /// The folder that `SWND_OPENCL_CACHE` names, or `swnd/opencl` in the user's cache folder; nothing where that is off.
    static var standard: DiskCache? {
        let given = Environment.openCLCache
        if given == "off" { return nil }
        let folder: String
        if let given {
            folder = given
        } else if let cache = variable("XDG_CACHE_HOME") {
            folder = cache + "/swnd/opencl"
        } else if let home = variable("HOME") {
            folder = home + "/.cache/swnd/opencl"
        } else {
            return nil
        }
        return DiskCache(folder: folder, limit: 256 << 20)
    }

    private static func variable(_ name: String) -> String? {
        guard let text = getenv(name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }

    private static var magic: [UInt8] { Array("swnd program 1\n".utf8) }

    /// What was kept for a key.
    func read(_ key: String) -> [UInt8]? {
        guard let bytes = Self.contents(of: path(key)) else { return nil }
        let key = Array(key.utf8)
        let head = Self.magic.count + 24
        guard bytes.count >= head, bytes.starts(with: Self.magic),
            Self.number(bytes, Self.magic.count) == UInt64(key.count),
            let size = Int(exactly: Self.number(bytes, Self.magic.count + 8)),
            size >= 0, bytes.count - head - key.count == size,
            bytes[head..<head + key.count].elementsEqual(key)
        else { return nil }
        let binary = bytes[(head + key.count)...]
        guard Self.hash(binary) == Self.number(bytes, Self.magic.count + 16) else { return nil }
        return Array(binary)
    }

    /// Keeps something for a key. What goes wrong is of no concern: it will be made again.
    func write(_ key: String, _ binary: [UInt8]) {
        guard Self.makeFolder(folder) else { return }
        let keyBytes = Array(key.utf8)
        var bytes = Self.magic
        for number in [UInt64(keyBytes.count), UInt64(binary.count), Self.hash(binary[...])] {
            for shift in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * shift)))
            }
        }
        bytes += keyBytes
        bytes += binary
        let target = path(key)
        let temporary = "\(target).\(getpid()).\(csystem_thread_number())"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { return }
        let isWhole = Self.writeAll(file, bytes)
        close(file)
        if !isWhole || rename(temporary, target) != 0 { unlink(temporary) }
        trim()
    }

    private func path(_ key: String) -> String {
        let bytes = Array(key.utf8)
        let parts = [Self.hash(bytes[...]), Self.hash(bytes[...], seed: 0x9e37_79b9_7f4a_7c15)]
        let digits = parts.map { part in
            let text = String(part, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return "\(folder)/\(digits.joined()).bin"
    }

    /// Fowler, Noll and Vo's hash 1a.
    private static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash = 0xcbf2_9ce4_8422_2325 ^ seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> UInt64 {
        (0..<8).reduce(0) { $0 | UInt64(bytes[place + $1]) << UInt64(8 * $1) }
    }
}

/// Files.
extension DiskCache {
    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_size > 0, facts.st_size < 1 << 30 else {
            return nil
        }
        let size = Int(facts.st_size)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
                if got <= 0 { return }
                count += got
            }
        }
    }

    private static func writeAll(_ file: Int32, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let put = Glibc.write(
                    file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if put <= 0 { return false }
                done += put
            }
            return true
        }
    }

    private static func makeFolder(_ path: String) -> Bool {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o755) != 0, errno != EEXIST { return false }
        }
        return true
    }

    /// Whether a file may be removed: the folder may be one that the user keeps other things in.
    package static func isOwn(_ name: String) -> Bool {
        let digits = name.utf8.prefix { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        // What follows the ending is of files that were being written.
        return digits.count == 32 && name.utf8.dropFirst(32).starts(with: ".bin".utf8)
    }

    /// Removes the oldest files until the others fit.
    private func trim() {
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        var files: [(path: String, size: Int, time: Int)] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var facts = stat()
            let path = folder + "/" + name
            guard Self.isOwn(name), stat(path, &facts) == 0 else { continue }
            files.append((path, Int(facts.st_size), facts.st_mtim.tv_sec))
        }
        var total = files.reduce(0) { $0 + $1.size }
        for file in files.sorted(by: { $0.time < $1.time }) where total > limit {
            unlink(file.path)
            total -= file.size
        }
    }
}
