import CIntrinsics

extension LanesI64 {
    @inlinable @inline(__always)
    public var laneSum: Int64 { laneReduce { $0 + $1 } }
    @inlinable @inline(__always)
    public var laneProduct: Int64 { laneReduce { $0 * $1 } }
    @inlinable @inline(__always)
    public var laneMax: Int64 { laneReduce { Self.maximum($0, $1) } }
    @inlinable @inline(__always)
    public var laneMin: Int64 { laneReduce { Self.minimum($0, $1) } }

    /// Folds the upper half onto the lower half until one lane is left: lane i meets lane i + n / 2. The
    /// order is part of the result's definition, so it does not depend on the instruction set.
    @inlinable @inline(__always)
    public func laneReduce(_ combine: (LanesI64, LanesI64) -> LanesI64) -> Int64 {
        var a = self
        a = combine(a, LanesI64(ci_fold4_ci_i64(a.vector)))
        a = combine(a, LanesI64(ci_fold2_ci_i64(a.vector)))
        a = combine(a, LanesI64(ci_fold1_ci_i64(a.vector)))
        return a.vector[0]
    }
}
