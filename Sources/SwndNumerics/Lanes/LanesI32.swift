import CIntrinsics

/// Sixteen 32-bit integers that wrap on overflow.
@frozen
public struct LanesI32 {
    /// The vector itself.
    public var vector: SIMD16<Int32>

    /// Wraps a vector.
    @inlinable @inline(__always)
    public init(_ vector: SIMD16<Int32>) { self.vector = vector }
}

extension LanesI32: Lanes {
    @inlinable @inline(__always)
    public static var laneCount: Int { 16 }
    @inlinable @inline(__always)
    public static var computeType: ComputeType { .int32 }

    @inlinable @inline(__always)
    public init(repeating scalar: Int32) { vector = SIMD16<Int32>(repeating: scalar) }
    @inlinable
    public subscript(lane: Int) -> Int32 {
        get { vector[lane] }
        set { vector[lane] = newValue }
    }

    @inlinable @inline(__always)
    public static func load(_ source: UnsafeRawPointer) -> LanesI32 {
        LanesI32(source.loadUnaligned(as: SIMD16<Int32>.self))
    }
    @inlinable @inline(__always)
    public func store(_ destination: UnsafeMutableRawPointer) {
        destination.storeBytes(of: vector, as: SIMD16<Int32>.self)
    }
    @inlinable @inline(__always)
    public func streamingStore(_ destination: UnsafeMutableRawPointer) {
        ci_stream_ci_i32(destination, vector)
    }
}
