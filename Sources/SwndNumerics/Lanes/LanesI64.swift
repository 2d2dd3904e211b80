import CIntrinsics

/// Eight 64-bit integers that wrap on overflow.
@frozen
public struct LanesI64 {
    /// The vector itself.
    public var vector: SIMD8<Int64>

    /// Wraps a vector.
    @inlinable @inline(__always)
    public init(_ vector: SIMD8<Int64>) { self.vector = vector }
}

extension LanesI64: Lanes {
    @inlinable @inline(__always)
    public static var laneCount: Int { 8 }
    @inlinable @inline(__always)
    public static var computeType: ComputeType { .int64 }

    @inlinable @inline(__always)
    public init(repeating scalar: Int64) { vector = SIMD8<Int64>(repeating: scalar) }
    @inlinable
    public subscript(lane: Int) -> Int64 {
        get { vector[lane] }
        set { vector[lane] = newValue }
    }

    @inlinable @inline(__always)
    public static func load(_ source: UnsafeRawPointer) -> LanesI64 {
        LanesI64(source.loadUnaligned(as: SIMD8<Int64>.self))
    }
    @inlinable @inline(__always)
    public func store(_ destination: UnsafeMutableRawPointer) {
        destination.storeBytes(of: vector, as: SIMD8<Int64>.self)
    }
    @inlinable @inline(__always)
    public func streamingStore(_ destination: UnsafeMutableRawPointer) {
        ci_stream_ci_i64(destination, vector)
    }
}
