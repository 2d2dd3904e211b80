import SwndCore
import SwndNumerics

extension DType {
    /// What elements of this dtype are computed in.
    public var computeType: ComputeType {
        switch self {
        case .float32, .float16: .float32
        case .float64: .float64
        case .int64: .int64
        case .int32, .int8, .uint8, .bool: .int32
        }
    }

    /// Whether elements are computed as they lie in memory, without conversion.
    @inlinable public var isComputeType: Bool {
        switch self {
        case .float32, .float64, .int32, .int64: true
        case .float16, .uint8, .int8, .bool: false
        }
    }
}
