public import Synchronization

/// Memory that values lie in: pending until it has been computed, then ready, or failed with an error.
///
/// A pending storage has a size but no memory. Memory comes with the launch that computes it, and goes back to the pool with the
/// last value that lies in it. At least 64 bytes after its end may be read and written: tile loops work on whole vectors.
public final class Storage: @unchecked Sendable {
    /// What has become of the elements.
    @usableFromInline enum State {
        @inlinable static var pending: UInt8 { 0 }
        @inlinable static var ready: UInt8 { 1 }
        @inlinable static var failed: UInt8 { 2 }
    }

    /// How many bytes were asked for.
    public let byteCount: Int

    /// Whose memory it is; nothing for the host's.
    public let device: (any DeviceMemory)?

    @usableFromInline let state: Atomic<UInt8>
    @usableFromInline var memory: UnsafeMutableRawPointer?
    private var failure: SwndError?

    /// The number that the engine gave to the node which computes it; nothing is said by it once the storage is not pending.
    public var ticket: UInt64 = 0

    /// Where it stands in the table of whoever plans at the moment.
    public var place: Int32 = -1

    /// Memory of the host that is not filled.
    public init(byteCount: Int) throws(SwndError) {
        self.byteCount = byteCount
        device = nil
        memory = try MemoryPool.shared.allocate(byteCount: byteCount)
        state = Atomic(State.ready)
    }

    /// Elements that will be computed, on the host or on a device.
    public init(pending byteCount: Int, on device: (any DeviceMemory)? = nil) {
        self.byteCount = byteCount
        self.device = device
        state = Atomic(State.pending)
    }

    deinit {
        guard let memory else { return }
        if let device {
            device.release(memory, byteCount: byteCount)
        } else {
            MemoryPool.shared.release(memory, byteCount: byteCount)
        }
    }

    /// The first byte; on a device, what the device knows the memory by, which nobody else can use. Only meaningful once there
    /// is memory.
    @inlinable @inline(__always)
    public var bytes: UnsafeMutableRawPointer { memory.unsafelyUnwrapped }

    /// Whether the elements are there. On a device: whether all has been launched that makes them, since a device does one
    /// thing after the other.
    @inlinable @inline(__always)
    public var isReady: Bool { state.load(ordering: .acquiring) == State.ready }

    /// Whether nobody has computed them yet.
    @inlinable @inline(__always)
    public var isPending: Bool { state.load(ordering: .acquiring) == State.pending }

    /// Why they could not be computed; nothing while they are pending or when they are there.
    public var error: SwndError? {
        state.load(ordering: .acquiring) == State.failed ? failure : nil
    }
}

/// What engines do with a pending storage. One thread at a time.
extension Storage {
    /// Gives it memory that is not filled.
    public func allocate() throws(SwndError) {
        guard memory == nil else { return }
        if let device {
            memory = try device.allocate(byteCount: byteCount)
        } else {
            memory = try MemoryPool.shared.allocate(byteCount: byteCount)
        }
    }

    /// Gives it the memory of a storage of the same size that nobody needs any more; false where it has memory, or that has none.
    public func takeMemory(of other: Storage) -> Bool {
        guard memory == nil, other.memory != nil, other.byteCount == byteCount,
            other.device === device
        else { return false }
        swap(&memory, &other.memory)
        return true
    }

    /// Its elements are there.
    public func finish() { state.store(State.ready, ordering: .releasing) }

    /// Its elements cannot be computed.
    public func fail(_ error: SwndError) {
        failure = error.kept
        state.store(State.failed, ordering: .releasing)
    }
}
