import CIntrinsics

extension LanesF64 {
    @inlinable @inline(__always)
    public var laneSum: Double { laneReduce { $0 + $1 } }
    @inlinable @inline(__always)
    public var laneProduct: Double { laneReduce { $0 * $1 } }
    @inlinable @inline(__always)
    public var laneMax: Double { laneReduce { Self.maximum($0, $1) } }
    @inlinable @inline(__always)
    public var laneMin: Double { laneReduce { Self.minimum($0, $1) } }

    /// Folds the upper half onto the lower half until one lane is left: lane i meets lane i + n / 2. The
    /// order is part of the result's definition, so it does not depend on the instruction set.
    @inlinable @inline(__always)
    public func laneReduce(_ combine: (LanesF64, LanesF64) -> LanesF64) -> Double {
        var a = self
        a = combine(a, LanesF64(ci_fold4_ci_f64(a.vector)))
        a = combine(a, LanesF64(ci_fold2_ci_f64(a.vector)))
        a = combine(a, LanesF64(ci_fold1_ci_f64(a.vector)))
        return a.vector[0]
    }
}
