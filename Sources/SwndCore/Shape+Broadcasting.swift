extension Shape {
    /// The shape that two shapes broadcast to, aligned at the last axis as in NumPy; nothing where they do not fit.
    public static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
        if a == b { return a }
        let rank = Swift.max(a.rank, b.rank)
        var axes = [Int](repeating: 1, count: rank)
        for position in 1...Swift.max(rank, 1) where rank > 0 {
            let x = position <= a.rank ? a[a.rank - position] : 1
            let y = position <= b.rank ? b[b.rank - position] : 1
            guard x == y || x == 1 || y == 1 else { return nil }
            axes[rank - position] = x == 1 ? y : x
        }
        return Shape(axes)
    }

    /// The axes of `wide` that a value of this shape was repeated along when it was broadcast to `wide`.
    public func broadcastAxes(to wide: Shape) -> AxisSet {
        let missing = wide.rank - rank
        return AxisSet(
            (0..<wide.rank).filter { $0 < missing || (self[$0 - missing] == 1 && wide[$0] != 1) })
    }
}
