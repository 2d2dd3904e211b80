/// Memory that values lie in. It goes back to the pool when the last of them is gone.
///
/// At least 64 bytes after its end may be read and written: tile loops work on whole vectors.
public final class Storage: @unchecked Sendable {
    /// The first byte.
    public let bytes: UnsafeMutableRawPointer
    /// How many bytes were asked for.
    public let byteCount: Int

    /// Memory of the host that is not filled.
    public init(byteCount: Int) throws(SwndError) {
        self.bytes = try MemoryPool.shared.allocate(byteCount: byteCount)
        self.byteCount = byteCount
    }

    deinit { MemoryPool.shared.release(bytes, byteCount: byteCount) }
}
