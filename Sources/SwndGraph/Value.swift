import SwndCore

/// The immutable result of an operator: a layout over a storage.
///
/// A view of a value is another value over the same storage; neither ever changes, so who shares memory with whom is of
/// no concern to anybody but the executor, which may reuse the storage of a value that nobody holds any more.
public final class Value: Sendable {
    public let layout: Layout
    public let dtype: DType
    public let context: Context
    nonisolated(unsafe) public private(set) var storage: Storage

    /// Whether the elements are truth values, 0 and 1 in a dtype of numbers: as an index such an array is a mask. Set by whoever
    /// made the value, before anybody else sees it.
    nonisolated(unsafe) public var isTruth: Bool

    public init(
        layout: Layout, dtype: DType, context: Context, storage: Storage, isTruth: Bool = false
    ) {
        self.isTruth = isTruth
        self.layout = layout
        self.dtype = dtype
        self.context = context
        self.storage = storage
    }

    public var shape: Shape { layout.shape }

    /// Whether no other value lies in the same storage.
    public var ownsStorage: Bool { isKnownUniquelyReferenced(&storage) }

    /// The same storage under another layout.
    public func aliased(_ layout: Layout) -> Value {
        Value(
            layout: layout, dtype: dtype, context: context, storage: storage, isTruth: isTruth)
    }

    /// The same elements as those of another context of the host.
    public func on(_ context: Context) -> Value {
        Value(
            layout: layout, dtype: dtype, context: context, storage: storage, isTruth: isTruth)
    }
}

/// A value as operators take and give it: together with where it came from, as far as the tape is concerned.
public struct Tensor: Sendable {
    public let value: Value

    /// What recorded this value; nothing for a constant.
    public let origin: Origin?

    public init(_ value: Value, origin: Origin? = nil) {
        self.value = value
        self.origin = origin
    }

    public var shape: Shape { value.layout.shape }
    public var dtype: DType { value.dtype }
    public var context: Context { value.context }

    /// The same value as a constant.
    public var detached: Tensor { Tensor(value) }
}

/// A place on the tape. The tape itself is a floor above: here it is only carried along.
open class Origin: @unchecked Sendable {
    /// What the pass that goes back at the moment notes here: its number, and where it keeps what belongs to this place.
    public var mark: (pass: UInt64, position: Int) = (0, 0)

    public init() {}

    /// Whether cotangents can come back to here.
    open var isDifferentiable: Bool { true }

    /// Whether a pass backward has freed what stood here.
    open var isFreed: Bool { false }
}

extension Tensor {
    /// Whether cotangents can come back to where this value is from.
    @inline(__always)
    public var isDifferentiable: Bool { origin?.isDifferentiable ?? false }
}
