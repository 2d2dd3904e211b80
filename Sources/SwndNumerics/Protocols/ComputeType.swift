/// The four types that pointwise and reduction kernels exist for. Every other dtype is converted on load
/// and on store.
@frozen
public enum ComputeType: UInt8, CaseIterable, Sendable {
    /// Single precision, `LanesF32`.
    case float32
    /// Double precision, `LanesF64`.
    case float64
    /// Wrapping 32-bit integers, `LanesI32`.
    case int32
    /// Wrapping 64-bit integers, `LanesI64`.
    case int64

    /// Bytes of one element.
    @inlinable @inline(__always)
    public var byteSize: Int {
        switch self {
        case .float32, .int32: 4
        case .float64, .int64: 8
        }
    }

    /// Elements of one vector. A vector has 64 bytes in every compute type.
    @inlinable @inline(__always)
    public var laneCount: Int { 64 / byteSize }

    /// The dtype code that `ci_convert` and its kin know this type by.
    @inlinable @inline(__always)
    public var dtypeCode: Int32 {
        switch self {
        case .float32: 0
        case .float64: 1
        case .int32: 4
        case .int64: 6
        }
    }
}
