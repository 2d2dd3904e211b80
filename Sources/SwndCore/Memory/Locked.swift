/// A value that one thread at a time may use, in this process and in the child of a `fork`.
///
/// Swift's own `Mutex` is no choice: in a forked child, the first wait for one ends the process with a
/// fatal error, because the lock knows the thread by the parent's number (Swift 6.3.1 on Linux). This
/// lock spins, so keep what is done under it short. It is for static variables: it is never freed.
/// Take no other ``Locked`` value under it, and no memory from ``MemoryPool``.
///
///     private static let seed = Locked(0)
///     let next = seed.withLock { $0 += 1; return $0 }
public struct Locked<Value>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<SpinLock>
    private let value: UnsafeMutablePointer<Value>

    /// Keeps a value.
    public init(_ value: consuming sending Value) {
        self.value = .allocate(capacity: 1)
        self.value.initialize(to: value)
        lock = .allocate(capacity: 1)
        lock.initialize(to: SpinLock())
        ForkGuard.shared.add(lock)
    }

    /// Runs `body` while no other thread uses the value.
    public func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        lock.pointee.lock()
        defer { lock.pointee.unlock() }
        return try body(&value.pointee)
    }
}
