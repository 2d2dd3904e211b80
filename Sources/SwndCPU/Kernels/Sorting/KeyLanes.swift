import CIntrinsics

/// An unsigned integer that orders elements, and comes in vectors.
protocol SortWord: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Codable, Sendable {
    associatedtype Lanes: KeyLanes where Lanes.Scalar == Self
}

extension UInt32: SortWord { typealias Lanes = SIMD16<UInt32> }
extension UInt64: SortWord { typealias Lanes = SIMD8<UInt64> }

/// A vector of sort keys, 64 bytes.
protocol KeyLanes: SIMD, Sendable where Scalar: SortWord {
    /// The smaller of each two keys.
    static func least(_ a: Self, _ b: Self) -> Self
    /// The larger of each two keys.
    static func most(_ a: Self, _ b: Self) -> Self
    /// 1 for each key below a limit.
    func below(_ limit: Scalar) -> Self
    /// Whether a key is the limit or below it.
    func isAnyWithin(_ limit: Scalar) -> Bool
}

extension SIMD16: KeyLanes where Scalar == UInt32 {
    @inline(__always)
    static func least(_ a: Self, _ b: Self) -> Self { ci_least_ci_u32(a, b) }
    @inline(__always)
    static func most(_ a: Self, _ b: Self) -> Self { ci_most_ci_u32(a, b) }
    @inline(__always)
    func below(_ limit: UInt32) -> Self { ci_below_ci_u32(self, limit) }
    @inline(__always)
    func isAnyWithin(_ limit: UInt32) -> Bool { ci_any_within_ci_u32(self, limit) != 0 }
}

extension SIMD8: KeyLanes where Scalar == UInt64 {
    @inline(__always)
    static func least(_ a: Self, _ b: Self) -> Self { ci_least_ci_u64(a, b) }
    @inline(__always)
    static func most(_ a: Self, _ b: Self) -> Self { ci_most_ci_u64(a, b) }
    @inline(__always)
    func below(_ limit: UInt64) -> Self { ci_below_ci_u64(self, limit) }
    @inline(__always)
    func isAnyWithin(_ limit: UInt64) -> Bool { ci_any_within_ci_u64(self, limit) != 0 }
}
