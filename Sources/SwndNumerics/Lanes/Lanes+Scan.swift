import CIntrinsics

/// Vectors whose lanes can be combined with those before them.
public protocol ScanLanes: Lanes {
    /// Each lane combined with all lanes before it: with the next one, then with pairs, with fours ... The order is part of the
    /// result's definition, so it does not depend on the instruction set.
    ///
    /// - Parameter identity: what leaves a lane as it is when combined with it from the left.
    func laneScan(identity: Self, _ combine: (_ earlier: Self, _ later: Self) -> Self) -> Self
    /// The last lane in all lanes.
    var lastLane: Self { get }
    /// The lanes from the last one to the first.
    var reversedLanes: Self { get }
    /// The same lanes, of which the compiler knows nothing: for the identity of a scan.
    var opaque: Self { get }
}

extension LanesF32: ScanLanes {
    @inlinable @inline(__always)
    public func laneScan(identity: Self, _ combine: (Self, Self) -> Self) -> Self {
        var a = self
        a = combine(Self(ci_shift1_ci_f32(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift2_ci_f32(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift4_ci_f32(a.vector, identity.vector)), a)
        return combine(Self(ci_shift8_ci_f32(a.vector, identity.vector)), a)
    }
    @inlinable @inline(__always)
    public var lastLane: Self { Self(ci_repeat_last_ci_f32(vector)) }
    @inlinable @inline(__always)
    public var reversedLanes: Self { Self(ci_reverse_ci_f32(vector)) }
    @inlinable @inline(__always)
    public var opaque: Self { Self(ci_opaque_ci_f32(vector)) }
}

extension LanesI32: ScanLanes {
    @inlinable @inline(__always)
    public func laneScan(identity: Self, _ combine: (Self, Self) -> Self) -> Self {
        var a = self
        a = combine(Self(ci_shift1_ci_i32(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift2_ci_i32(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift4_ci_i32(a.vector, identity.vector)), a)
        return combine(Self(ci_shift8_ci_i32(a.vector, identity.vector)), a)
    }
    @inlinable @inline(__always)
    public var lastLane: Self { Self(ci_repeat_last_ci_i32(vector)) }
    @inlinable @inline(__always)
    public var reversedLanes: Self { Self(ci_reverse_ci_i32(vector)) }
    @inlinable @inline(__always)
    public var opaque: Self { Self(ci_opaque_ci_i32(vector)) }
}

extension LanesF64: ScanLanes {
    @inlinable @inline(__always)
    public func laneScan(identity: Self, _ combine: (Self, Self) -> Self) -> Self {
        var a = self
        a = combine(Self(ci_shift1_ci_f64(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift2_ci_f64(a.vector, identity.vector)), a)
        return combine(Self(ci_shift4_ci_f64(a.vector, identity.vector)), a)
    }
    @inlinable @inline(__always)
    public var lastLane: Self { Self(ci_repeat_last_ci_f64(vector)) }
    @inlinable @inline(__always)
    public var reversedLanes: Self { Self(ci_reverse_ci_f64(vector)) }
    @inlinable @inline(__always)
    public var opaque: Self { Self(ci_opaque_ci_f64(vector)) }
}

extension LanesI64: ScanLanes {
    @inlinable @inline(__always)
    public func laneScan(identity: Self, _ combine: (Self, Self) -> Self) -> Self {
        var a = self
        a = combine(Self(ci_shift1_ci_i64(a.vector, identity.vector)), a)
        a = combine(Self(ci_shift2_ci_i64(a.vector, identity.vector)), a)
        return combine(Self(ci_shift4_ci_i64(a.vector, identity.vector)), a)
    }
    @inlinable @inline(__always)
    public var lastLane: Self { Self(ci_repeat_last_ci_i64(vector)) }
    @inlinable @inline(__always)
    public var reversedLanes: Self { Self(ci_reverse_ci_i64(vector)) }
    @inlinable @inline(__always)
    public var opaque: Self { Self(ci_opaque_ci_i64(vector)) }
}
