import SwndCore

/// A place in a source, from which numbers are read one after the other. Every read is checked against the bytes that are left.
struct Cursor {
    let source: any ByteSource
    var offset = 0
    /// The number of the array that is read; nothing before and after the arrays.
    var array: Int?

    init(_ source: any ByteSource) { self.source = source }

    /// The bytes from here to the end.
    var left: Int { source.count - offset }

    /// The error for what stands at a place, or here.
    func wrong(at place: Int? = nil, _ text: String) -> SwndError {
        source.wrong(at: place ?? offset, text)
    }

    /// Checks that there are so many bytes.
    ///
    /// - Parameter what: what they are, in messages.
    func need(_ byteCount: Int, _ what: String) throws(SwndError) {
        guard byteCount <= left else {
            let owner = array.map { " of array \($0)" } ?? ""
            throw wrong("\(what)\(owner): expected \(byteCount) bytes, \(left) are left")
        }
    }

    /// Goes over some bytes; gives the place of the first.
    mutating func skip(
        _ byteCount: Int, _ what: String
    ) throws(SwndError) -> Int {
        try need(byteCount, what)
        defer { offset += byteCount }
        return offset
    }

    /// The next integer, little-endian.
    mutating func next<T: FixedWidthInteger & BitwiseCopyable>(
        _ type: T.Type = T.self, _ what: String
    ) throws(SwndError) -> T {
        try need(MemoryLayout<T>.size, what)
        let value: T = try peek()
        offset += MemoryLayout<T>.size
        return value
    }

    private func peek<T: FixedWidthInteger & BitwiseCopyable>() throws(SwndError) -> T {
        var value: T = 0
        let result = withUnsafeMutableBytes(of: &value) { target in
            Result { () throws(SwndError) in try source.copy(target, from: offset) }
        }
        try result.get()
        return T(littleEndian: value)
    }
}
