import SwndAutograd
import SwndCore
import SwndGraph
import Synchronization

/// The cell that holds the current value of one or more handles, with its origin on the tape.
final class Variable: @unchecked Sendable {
    private let isLocked = Atomic<Bool>(false)
    private var value: Value
    private var origin: Origin?

    init(_ tensor: Tensor) {
        value = tensor.value
        origin = tensor.origin
    }

    /// The current value. Any thread may read while another one writes: it gets the old value or the new one.
    var tensor: Tensor {
        get { withLock { Tensor(value, origin: origin) } }
        set {
            let old = withLock { () -> (Value, Origin?) in
                let old = (value, origin)
                (value, origin) = (newValue.value, newValue.origin)
                return old
            }
            // The old value, and with it a whole graph perhaps, is released here, not under the lock.
            withExtendedLifetime(old) {}
        }
    }

    /// The current value without its origin.
    var constant: Value { withLock { value } }

    /// The current value, and whether nobody else holds it or its storage, so that it may be updated where it is.
    func forUpdate() -> (tensor: Tensor, isExclusive: Bool) {
        withLock {
            let isExclusive = isKnownUniquelyReferenced(&value) && value.ownsStorage
            return (Tensor(value, origin: origin), isExclusive)
        }
    }

    @inline(__always)
    private func withLock<Result>(_ body: () -> Result) -> Result {
        while isLocked.exchange(true, ordering: .acquiring) {
            while isLocked.load(ordering: .relaxed) {}
        }
        defer { isLocked.store(false, ordering: .releasing) }
        return body()
    }
}
