import CIntrinsics

/// Eight double-precision numbers.
@frozen
public struct LanesF64 {
    /// The vector itself.
    public var vector: SIMD8<Double>

    /// Wraps a vector.
    @inlinable @inline(__always)
    public init(_ vector: SIMD8<Double>) { self.vector = vector }
}

extension LanesF64: Lanes {
    @inlinable @inline(__always)
    public static var laneCount: Int { 8 }
    @inlinable @inline(__always)
    public static var computeType: ComputeType { .float64 }

    @inlinable @inline(__always)
    public init(repeating scalar: Double) { vector = SIMD8<Double>(repeating: scalar) }
    @inlinable
    public subscript(lane: Int) -> Double {
        get { vector[lane] }
        set { vector[lane] = newValue }
    }

    @inlinable @inline(__always)
    public static func load(_ source: UnsafeRawPointer) -> LanesF64 {
        LanesF64(source.loadUnaligned(as: SIMD8<Double>.self))
    }
    @inlinable @inline(__always)
    public func store(_ destination: UnsafeMutableRawPointer) {
        destination.storeBytes(of: vector, as: SIMD8<Double>.self)
    }
    @inlinable @inline(__always)
    public func streamingStore(_ destination: UnsafeMutableRawPointer) {
        ci_stream_ci_f64(destination, vector)
    }
}
