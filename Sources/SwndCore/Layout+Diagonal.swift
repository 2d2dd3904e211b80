extension Layout {
    /// The elements whose index along `second` is `k` more than that along `first`, in place of both axes as the last axis. Nothing
    /// where both are one axis, or where the diagonal lies outside.
    public func diagonal(_ k: Int, of first: Int, _ second: Int) -> Layout? {
        let rows = k < 0 ? shape[first] &+ k : shape[first]
        let columns = k > 0 ? shape[second] &- k : shape[second]
        let length = Swift.min(rows, columns)
        guard first != second, length >= 0 else { return nil }
        let others = (0..<shape.rank).filter { $0 != first && $0 != second }
        guard let lengths = Shape(others.map { shape[$0] } + [length]) else { return nil }
        var place = offset
        if lengths.count > 0 { place += k < 0 ? -k * stride(first) : k * stride(second) }
        return Layout(
            shape: lengths, strides: others.map(stride) + [stride(first) + stride(second)],
            offset: place)
    }
}
