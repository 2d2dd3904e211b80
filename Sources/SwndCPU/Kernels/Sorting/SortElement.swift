import CIntrinsics
import SwndCore

/// What rows are sorted of: the scalars of a compute type, each with an unsigned integer that orders it.
protocol SortElement: BitwiseCopyable, Sendable {
    associatedtype Key: SortWord

    /// The dtype whose elements lie in memory as these do.
    static var dtype: DType { get }
    /// Whether different elements can have one key: zeros of both signs, NaNs of any.
    static var hasEquals: Bool { get }

    /// Orders as the elements do, with NaN above everything.
    var sortKey: Key { get }
    /// The keys of as many elements as fill a vector.
    static func sortKeys(_ source: UnsafePointer<Self>) -> Key.Lanes
    /// The element of a key; one of them where there are several.
    init(sortKey: Key)
    /// Whether it has its key in common with others.
    var isShared: Bool { get }
}

extension Float: SortElement {
    static var dtype: DType { .float32 }
    static var hasEquals: Bool { true }

    /// Negative numbers have their bits turned over, others the sign bit only. Adding zero makes minus zero zero.
    @inline(__always)
    var sortKey: UInt32 {
        let bits = (self + 0).bitPattern
        let sign = UInt32(bitPattern: Int32(bitPattern: bits) &>> 31)
        let key = bits ^ (sign | 0x8000_0000)
        return self != self ? .max : key
    }

    @inline(__always)
    static func sortKeys(_ source: UnsafePointer<Self>) -> SIMD16<UInt32> {
        ci_keys_ci_f32(UnsafeRawPointer(source).loadUnaligned(as: SIMD16<Float>.self))
    }

    @inline(__always)
    init(sortKey: UInt32) {
        let sign = UInt32(bitPattern: Int32(bitPattern: sortKey) &>> 31)
        self.init(bitPattern: sortKey ^ (~sign | 0x8000_0000))
    }

    @inline(__always)
    var isShared: Bool { self == 0 || self != self }
}

extension Double: SortElement {
    static var dtype: DType { .float64 }
    static var hasEquals: Bool { true }

    @inline(__always)
    var sortKey: UInt64 {
        let bits = (self + 0).bitPattern
        let sign = UInt64(bitPattern: Int64(bitPattern: bits) &>> 63)
        let key = bits ^ (sign | 1 &<< 63)
        return self != self ? .max : key
    }

    @inline(__always)
    static func sortKeys(_ source: UnsafePointer<Self>) -> SIMD8<UInt64> {
        ci_keys_ci_f64(UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self))
    }

    @inline(__always)
    init(sortKey: UInt64) {
        let sign = UInt64(bitPattern: Int64(bitPattern: sortKey) &>> 63)
        self.init(bitPattern: sortKey ^ (~sign | 1 &<< 63))
    }

    @inline(__always)
    var isShared: Bool { self == 0 || self != self }
}

extension Int32: SortElement {
    static var dtype: DType { .int32 }
    static var hasEquals: Bool { false }

    @inline(__always)
    var sortKey: UInt32 { UInt32(bitPattern: self) ^ 0x8000_0000 }
    @inline(__always)
    static func sortKeys(_ source: UnsafePointer<Self>) -> SIMD16<UInt32> {
        ci_keys_ci_i32(UnsafeRawPointer(source).loadUnaligned(as: SIMD16<Int32>.self))
    }

    @inline(__always)
    init(sortKey: UInt32) { self.init(bitPattern: sortKey ^ 0x8000_0000) }
    @inline(__always)
    var isShared: Bool { false }
}

extension Int64: SortElement {
    static var dtype: DType { .int64 }
    static var hasEquals: Bool { false }

    @inline(__always)
    var sortKey: UInt64 { UInt64(bitPattern: self) ^ 1 &<< 63 }
    @inline(__always)
    static func sortKeys(_ source: UnsafePointer<Self>) -> SIMD8<UInt64> {
        ci_keys_ci_i64(UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Int64>.self))
    }

    @inline(__always)
    init(sortKey: UInt64) { self.init(bitPattern: sortKey ^ 1 &<< 63) }
    @inline(__always)
    var isShared: Bool { false }
}
