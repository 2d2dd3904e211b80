import CIntrinsics

/// Sixteen single-precision numbers.
@frozen
public struct LanesF32 {
    /// The vector itself.
    public var vector: SIMD16<Float>

    /// Wraps a vector.
    @inlinable @inline(__always)
    public init(_ vector: SIMD16<Float>) { self.vector = vector }
}

extension LanesF32: Lanes {
    @inlinable @inline(__always)
    public static var laneCount: Int { 16 }
    @inlinable @inline(__always)
    public static var computeType: ComputeType { .float32 }

    @inlinable @inline(__always)
    public init(repeating scalar: Float) { vector = SIMD16<Float>(repeating: scalar) }
    @inlinable
    public subscript(lane: Int) -> Float {
        get { vector[lane] }
        set { vector[lane] = newValue }
    }

    @inlinable @inline(__always)
    public static func load(_ source: UnsafeRawPointer) -> LanesF32 {
        LanesF32(source.loadUnaligned(as: SIMD16<Float>.self))
    }
    @inlinable @inline(__always)
    public func store(_ destination: UnsafeMutableRawPointer) {
        destination.storeBytes(of: vector, as: SIMD16<Float>.self)
    }
    @inlinable @inline(__always)
    public func streamingStore(_ destination: UnsafeMutableRawPointer) {
        ci_stream_ci_f32(destination, vector)
    }
}
