import CSystem
import SwndAutograd
import SwndCore
import SwndEngine
import SwndGraph

/// The cell that holds the current value of one or more handles, with its origin on the tape.
///
/// Any thread may read while others write: it gets the value before or after a write, whole. Writes to parts come one after
/// the other, so none undoes another one.
final class Variable: @unchecked Sendable {
    private var lock: UInt32 = 0
    private var value: Value
    private var origin: Origin?

    private weak var lastLeaf: GradientCell?

    /// Memory that others read or write the elements in, if there is any; then ``refresh()`` comes before the value is used, and it
    /// is written inside of ``publishing(_:)``.
    private var shared: SharedMemory?
    /// Whether there is some, to be asked without the lock.
    private(set) var isShared = false

    init(_ tensor: Tensor) {
        value = tensor.value
        origin = tensor.origin
    }

    /// The current value with its origin.
    var tensor: Tensor {
        get {
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            return Tensor(value, origin: origin)
        }
        set {
            csystem_lock(&lock)
            let old = (value, origin)
            (value, origin) = (newValue.value, newValue.origin)
            csystem_unlock(&lock)
            // The old value, and with it a whole graph perhaps, is released here, not under the lock.
            withExtendedLifetime(old) {}
        }
    }

    /// Puts a value in place of the current one. Written numbers do not become a mask: it is one if the old value was, too.
    func replace(with new: Value, origin: Origin?) {
        guard new.isTruth, !constant.isTruth else {
            tensor = Tensor(new, origin: origin)
            return
        }
        let numbers = new.aliased(new.layout)
        numbers.isTruth = false
        tensor = Tensor(numbers, origin: origin)
    }

    /// Looks at the value and at who shares it, or changes both, as one.
    func withShared<Result>(
        _ body: (_ value: inout Value, _ shared: inout SharedMemory?) -> Result
    ) -> Result {
        csystem_lock(&lock)
        // Its owner is told after the lock was given back.
        let old = shared
        let result = body(&value, &shared)
        isShared = shared != nil
        csystem_unlock(&lock)
        return withExtendedLifetime(old) { result }
    }

    /// What gradients of the value go to where it has no origin: the leaf of the last handle of all of it that became one.
    var leaf: GradientCell? {
        get {
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            return lastLeaf
        }
        set {
            csystem_lock(&lock)
            lastLeaf = newValue
            csystem_unlock(&lock)
        }
    }

    /// The current value with where its gradient goes, whatever handles show of that: what a recorded write changes a part of.
    var traced: Tensor {
        let tensor = tensor
        return tensor.origin?.isFreed ?? true ? Tensor(tensor.value, origin: leaf) : tensor
    }

    /// The current value without its origin.
    var constant: Value {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return value
    }

    /// How much memory the elements lie in.
    private var byteCount: Int {
        csystem_lock(&lock)
        defer { csystem_unlock(&lock) }
        return value.storage.byteCount
    }

    /// Puts a value made of the current one in its place; readers and other writers wait meanwhile.
    ///
    /// - Parameters:
    ///   - checksElements: whether what is made may fail for its elements.
    ///   - make: is told whether nobody else holds the value or its storage, so that it may be updated where it is.
    /// - Returns: what it made, with its origin.
    @discardableResult
    func update(
        keepingOrigin: Bool = false, checksElements: Bool = false,
        _ make: (_ value: Value, _ isExclusive: Bool) throws(SwndError) -> Value
    ) throws(SwndError) -> Tensor {
        let (old, made) = try CallSite.holdingLock(
            toMake: byteCount, checksElements: checksElements
        ) { () throws(SwndError) in
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            let isExclusive = isKnownUniquelyReferenced(&value) && value.ownsStorage
            let new = try make(value, isExclusive)
            let old = (value, origin)
            value = new
            if !keepingOrigin { origin = nil }
            return (old, Tensor(new, origin: origin))
        }
        withExtendedLifetime(old) {}
        // Not before: who waits for the lock would wait for all that is computed meanwhile.
        try Process.engine.makeRoom()
        return made
    }
}
