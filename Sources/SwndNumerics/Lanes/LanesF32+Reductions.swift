import CIntrinsics

extension LanesF32 {
    @inlinable @inline(__always)
    public var laneSum: Float { laneReduce { $0 + $1 } }
    @inlinable @inline(__always)
    public var laneProduct: Float { laneReduce { $0 * $1 } }
    @inlinable @inline(__always)
    public var laneMax: Float { laneReduce { Self.maximum($0, $1) } }
    @inlinable @inline(__always)
    public var laneMin: Float { laneReduce { Self.minimum($0, $1) } }

    /// Folds the upper half onto the lower half until one lane is left: lane i meets lane i + n / 2. The
    /// order is part of the result's definition, so it does not depend on the instruction set.
    @inlinable @inline(__always)
    public func laneReduce(_ combine: (LanesF32, LanesF32) -> LanesF32) -> Float {
        var a = self
        a = combine(a, LanesF32(ci_fold8_ci_f32(a.vector)))
        a = combine(a, LanesF32(ci_fold4_ci_f32(a.vector)))
        a = combine(a, LanesF32(ci_fold2_ci_f32(a.vector)))
        a = combine(a, LanesF32(ci_fold1_ci_f32(a.vector)))
        return a.vector[0]
    }
}
