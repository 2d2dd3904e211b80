extension Shape {
    /// The shape that two shapes broadcast to, aligned at the last axis as in NumPy; nothing where they do not fit.
    public static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
        if a == b { return a }
        let rank = Swift.max(a.rank, b.rank)
        let (aMissing, bMissing) = (rank - a.rank, rank - b.rank)
        return Shape(rank: rank) { axis in
            let x = axis < aMissing ? 1 : a[axis - aMissing]
            let y = axis < bMissing ? 1 : b[axis - bMissing]
            return x == 1 ? y : y == 1 || x == y ? x : nil
        }
    }

    /// The shape that some shapes broadcast to; that of one element for none.
    public static func broadcast(_ shapes: some Sequence<Shape>) -> Shape? {
        var result: Shape? = .one
        for shape in shapes { result = result.flatMap { broadcast($0, shape) } }
        return result
    }

    /// The axes of `wide` that a value of this shape was repeated along when it was broadcast to `wide`.
    public func broadcastAxes(to wide: Shape) -> AxisSet {
        let missing = wide.rank - rank
        var axes = AxisSet()
        for axis in 0..<wide.rank
        where axis < missing || (self[axis - missing] == 1 && wide[axis] != 1) {
            axes.insert(axis)
        }
        return axes
    }
}
