import SwndCore
import SwndGraph
import SwndNumerics

enum Largest: ReductionBody {
    @inline(__always)
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.maximum(a, b) }
    @inline(__always)
    static func padding<V: ArithmeticValue>(_ x: V) -> V { x }
}

enum Smallest: ReductionBody {
    @inline(__always)
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V { V.minimum(a, b) }
    @inline(__always)
    static func padding<V: ArithmeticValue>(_ x: V) -> V { x }
}

extension Largest: ExtremeBody {
    @inline(__always)
    static func best<L: Lanes>(_ lanes: L) -> L.Scalar { lanes.laneMax }
}

extension Smallest: ExtremeBody {
    @inline(__always)
    static func best<L: Lanes>(_ lanes: L) -> L.Scalar { lanes.laneMin }
}
