extension Layout {
    /// The kept axes first, then the reduced ones.
    public func groupingLast(_ axes: AxisSet) -> Layout {
        let order =
            (0..<shape.rank).filter { !axes.contains($0) } + (0..<shape.rank).filter(axes.contains)
        return permuted(order) ?? self
    }
}
