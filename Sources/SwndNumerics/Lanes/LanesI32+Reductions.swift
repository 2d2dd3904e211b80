import CIntrinsics

extension LanesI32 {
    @inlinable @inline(__always)
    public var laneSum: Int32 { laneReduce { $0 + $1 } }
    @inlinable @inline(__always)
    public var laneProduct: Int32 { laneReduce { $0 * $1 } }
    @inlinable @inline(__always)
    public var laneMax: Int32 { laneReduce { Self.maximum($0, $1) } }
    @inlinable @inline(__always)
    public var laneMin: Int32 { laneReduce { Self.minimum($0, $1) } }

    /// Folds the upper half onto the lower half until one lane is left: lane i meets lane i + n / 2. The
    /// order is part of the result's definition, so it does not depend on the instruction set.
    @inlinable @inline(__always)
    public func laneReduce(_ combine: (LanesI32, LanesI32) -> LanesI32) -> Int32 {
        var a = self
        a = combine(a, LanesI32(ci_fold8_ci_i32(a.vector)))
        a = combine(a, LanesI32(ci_fold4_ci_i32(a.vector)))
        a = combine(a, LanesI32(ci_fold2_ci_i32(a.vector)))
        a = combine(a, LanesI32(ci_fold1_ci_i32(a.vector)))
        return a.vector[0]
    }
}
