import SwndCore
import SwndNumerics

/// The length of a hypotenuse, without early overflow.
enum Hypot: RealBinaryBody {
    @inline(__always)
    static func apply<V: RealValue>(_ a: V, _ b: V) -> V { V.hypot(a, b) }
}

extension Op {
    public static let hypot: BinaryFamily = BinaryFamily(
        "hypot", broadcast: "broadcast_hypot", symbol: "hypot", commutes: true, Hypot.self,
        ranges: [-2...2, 0.5...2], ulps: 0.51, sample: [(3, 4), (5, 12)],
        gradient: (
            left: { a, _, y, g throws(SwndError) in try g * (a / y) },
            right: { _, b, y, g throws(SwndError) in try g * (b / y) }
        ))
}
