import SwndCore

/// What index arrays select: points on some axes of an array and, at each point, the box of its other axes.
///
/// The boxes lie side by side in another array: first some axes of the box, then those of the points, then the other axes
/// of the box.
public struct Points: Sendable, Equatable {
    /// An axis that an index array is for.
    public struct Axis: Sendable, Equatable {
        /// Its number, for messages.
        public let number: Int
        public let length: Int
        /// Elements from one index to the next.
        public let step: Int
    }

    /// One for each index array.
    public let axes: [Axis]

    /// The box at index 0 of all these axes.
    public let box: Layout

    /// How many axes of the box come before those of the points.
    public let leading: Int

    /// What becomes of an index outside of its axis.
    public let bounds: IndexBounds

    /// Points of an array that lies as `layout` says; nothing where the axes and slices do not fit it.
    ///
    /// - Parameters:
    ///   - numbers: the axis of each index array.
    ///   - dropped: axes that the box has no axis for; their slices select one index.
    ///   - slices: the part of each axis that the box lies in; axes with index arrays are whole.
    public init?(
        in layout: Layout, axes numbers: [Int], dropped: AxisSet = AxisSet(),
        slices: [Layout.Slice], leading: Int, bounds: IndexBounds = .fromEnd
    ) {
        let points = AxisSet(numbers)
        guard slices.count == layout.shape.rank, points.count == numbers.count,
            numbers.allSatisfy({ $0 >= 0 && $0 < layout.shape.rank && !dropped.contains($0) })
        else { return nil }
        // Index 0 of the axes with points: whole axes that may have no element at all.
        let origin = slices.enumerated().map { axis, slice in
            points.contains(axis) ? Layout.Slice(start: 0, step: 1, count: 1) : slice
        }
        guard let part = layout.sliced(origin) else { return nil }
        let kept = (0..<layout.shape.rank).filter { !points.contains($0) && !dropped.contains($0) }
        guard leading >= 0, leading <= kept.count, let shape = Shape(kept.map { part.shape[$0] })
        else { return nil }
        axes = numbers.map {
            Axis(number: $0, length: layout.shape[$0], step: layout.stride($0))
        }
        box = Layout(shape: shape, strides: kept.map(part.stride), offset: part.offset)
        self.leading = leading
        self.bounds = bounds
    }

    /// The shape of the array that the boxes of points lie side by side in; nothing where that is too large.
    public func selected(_ points: Shape) -> Shape? {
        let own = box.shape.axes
        return Shape(own.prefix(leading) + points.axes + own.dropFirst(leading))
    }
}
