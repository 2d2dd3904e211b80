import CIntrinsics

/// An unsigned integer that orders elements, and comes in vectors.
protocol SortWord: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Codable, Sendable {
    associatedtype Lanes: KeyLanes where Lanes.Scalar == Self
}

extension UInt32: SortWord { typealias Lanes = SIMD16<UInt32> }
extension UInt64: SortWord { typealias Lanes = SIMD8<UInt64> }

/// A vector of sort keys, 64 bytes.
protocol KeyLanes: SIMD, NetworkColumn, Sendable where Scalar: SortWord {
    /// The smaller of each two keys.
    static func least(_ a: Self, _ b: Self) -> Self
    /// The larger of each two keys.
    static func most(_ a: Self, _ b: Self) -> Self
    /// 1 for each key below a limit.
    func below(_ limit: Scalar) -> Self
    /// Whether a key is the limit or below it.
    func isAnyWithin(_ limit: Scalar) -> Bool
}

extension SIMD16: NetworkColumn, KeyLanes where Scalar == UInt32 {
    @inline(__always)
    static func least(_ a: Self, _ b: Self) -> Self { ci_least_ci_u32(a, b) }
    @inline(__always)
    static func most(_ a: Self, _ b: Self) -> Self { ci_most_ci_u32(a, b) }
    @inline(__always)
    func below(_ limit: UInt32) -> Self { ci_below_ci_u32(self, limit) }
    @inline(__always)
    func isAnyWithin(_ limit: UInt32) -> Bool { ci_any_within_ci_u32(self, limit) != 0 }
}

extension SIMD8: NetworkColumn, KeyLanes where Scalar == UInt64 {
    @inline(__always)
    static func least(_ a: Self, _ b: Self) -> Self { ci_least_ci_u64(a, b) }
    @inline(__always)
    static func most(_ a: Self, _ b: Self) -> Self { ci_most_ci_u64(a, b) }
    @inline(__always)
    func below(_ limit: UInt64) -> Self { ci_below_ci_u64(self, limit) }
    @inline(__always)
    func isAnyWithin(_ limit: UInt64) -> Bool { ci_any_within_ci_u64(self, limit) != 0 }
}

/// What a network compares: an item of each of several rows.
protocol NetworkColumn: BitwiseCopyable {
    /// The number of rows.
    static var laneCount: Int { get }
    /// Items that come after all others.
    static var last: Self { get }
    /// Puts what comes first in each row into `a`, and the others into `b`.
    static func exchange(_ a: inout Self, _ b: inout Self)
}

extension KeyLanes {
    @inline(__always)
    static var laneCount: Int { scalarCount }
    @inline(__always)
    static var last: Self { Self(repeating: .max) }
    @inline(__always)
    static func exchange(_ a: inout Self, _ b: inout Self) {
        (a, b) = (least(a, b), most(a, b))
    }
}

/// Keys that fill words of their own, and their places.
struct PairColumn: NetworkColumn {
    var keys: SIMD8<UInt64>
    var places: SIMD8<UInt64>

    @inline(__always)
    static var laneCount: Int { 8 }
    @inline(__always)
    static var last: Self { Self(keys: .last, places: .last) }
    @inline(__always)
    static func exchange(_ a: inout Self, _ b: inout Self) {
        let isAfter = ci_after_ci_u64(a.keys, a.places, b.keys, b.places)
        (a, b) = (chosen(isAfter, b, a), chosen(isAfter, a, b))
    }

    @inline(__always)
    private static func chosen(_ mask: SIMD8<Int64>, _ a: Self, _ b: Self) -> Self {
        Self(
            keys: ci_select_ci_u64(mask, a.keys, b.keys),
            places: ci_select_ci_u64(mask, a.places, b.places))
    }
}
