/// Where the elements of a value lie in its storage: a shape, a step per axis and the place of the first element.
public struct Layout: Sendable, Equatable {
    /// The lengths of the axes.
    public let shape: Shape

    /// Elements from one index to the next, per axis.
    @usableFromInline let steps: InlineArray<8, Int>

    /// The place of the first element, in elements from the start of the storage.
    public let offset: Int

    /// Whether the elements lie in C order without gaps.
    public let isContiguous: Bool

    /// C order from `offset` on.
    public init(contiguous shape: Shape, offset: Int = 0) {
        var steps = InlineArray<8, Int>(repeating: 0)
        var step = 1
        for axis in Swift.stride(from: shape.rank - 1, through: 0, by: -1) {
            steps[axis] = step
            step &*= Swift.max(shape[axis], 1)
        }
        self.shape = shape
        self.steps = steps
        self.offset = offset
        self.isContiguous = true
    }

    /// Steps given one by one; as many as the shape has axes.
    public init(shape: Shape, strides: some Sequence<Int>, offset: Int) {
        var steps = InlineArray<8, Int>(repeating: 0)
        for (axis, step) in zip(0..<shape.rank, strides) { steps[axis] = step }
        self.init(shape: shape, steps: steps, offset: offset)
    }

    /// The steps of a layout with as many axes.
    public init(shape: Shape, stepsOf other: Layout, offset: Int) {
        self.init(shape: shape, steps: other.steps, offset: offset)
    }

    /// Elements from one index of `axis` to the next.
    @inlinable public func stride(_ axis: Int) -> Int { steps[axis] }

    /// The steps of all axes.
    public var strides: [Int] { (0..<shape.rank).map { steps[$0] } }

    private init(shape: Shape, steps: InlineArray<8, Int>, offset: Int) {
        self.init(
            shape: shape, steps: steps, offset: offset,
            isContiguous: Layout.isContiguous(shape, steps))
    }

    private init(shape: Shape, steps: InlineArray<8, Int>, offset: Int, isContiguous: Bool) {
        self.shape = shape
        self.steps = steps
        self.offset = offset
        self.isContiguous = isContiguous
    }

    private static func isContiguous(_ shape: Shape, _ steps: InlineArray<8, Int>) -> Bool {
        var expected = 1
        for axis in Swift.stride(from: shape.rank - 1, through: 0, by: -1) where shape[axis] != 1 {
            if steps[axis] != expected { return shape.count == 0 }
            expected &*= shape[axis]
        }
        return true
    }

    /// Whether both name the same places.
    public static func == (a: Layout, b: Layout) -> Bool {
        guard a.shape == b.shape, a.offset == b.offset else { return false }
        for axis in 0..<a.shape.rank where a.steps[axis] != b.steps[axis] { return false }
        return true
    }
}

extension Layout {
    /// The same elements under another shape of the same size; nothing where that takes a copy.
    public func reshaped(to shape: Shape) -> Layout? {
        if isContiguous { return Layout(contiguous: shape, offset: offset) }
        // Axes of length 1 come and go whatever the steps are.
        let own = (0..<self.shape.rank).filter { self.shape[$0] != 1 }
        let other = (0..<shape.rank).filter { shape[$0] != 1 }
        guard own.map({ self.shape[$0] }) == other.map({ shape[$0] }) else { return nil }
        var strides = [Int](repeating: 0, count: shape.rank)
        for (from, to) in zip(own, other) { strides[to] = steps[from] }
        return Layout(shape: shape, strides: strides, offset: offset)
    }

    /// Axis `i` of the result is axis `order[i]` of this layout.
    public func permuted(_ order: [Int]) -> Layout? {
        guard let permuted = Shape(rank: order.count, { shape[order[$0]] }) else { return nil }
        var strides = InlineArray<8, Int>(repeating: 0)
        for (axis, source) in order.enumerated() { strides[axis] = steps[source] }
        return Layout(shape: permuted, steps: strides, offset: offset)
    }

    /// This layout read as a wider shape: repeated axes get step 0. The shape must broadcast to `wide`.
    public func broadcast(to wide: Shape) -> Layout {
        if wide == shape { return self }
        let missing = wide.rank - shape.rank
        var strides = InlineArray<8, Int>(repeating: 0)
        for axis in 0..<wide.rank
        where axis >= missing && (shape[axis - missing] != 1 || wide[axis] == 1) {
            strides[axis] = steps[axis - missing]
        }
        return Layout(shape: wide, steps: strides, offset: offset)
    }

    /// The same, so many elements further on.
    public func moved(by distance: Int) -> Layout {
        Layout(shape: shape, steps: steps, offset: offset &+ distance, isContiguous: isContiguous)
    }

    /// Every `step`-th index of each axis from `start` on, `count` of them; steps may be negative.
    public func sliced(_ slices: [Slice]) -> Layout? {
        guard let sliced = Shape(rank: slices.count, { slices[$0].count }) else { return nil }
        var place = offset
        var strides = InlineArray<8, Int>(repeating: 0)
        for (axis, slice) in slices.enumerated() {
            // Of one index the step does not matter, and would grow with every slice of a slice.
            strides[axis] = slice.count > 1 ? slice.step * steps[axis] : steps[axis]
            // An empty part has no first element: its place does not matter and must not leave the storage.
            if sliced.count > 0 { place += slice.start * steps[axis] }
        }
        return Layout(shape: sliced, steps: strides, offset: place)
    }

    /// The indices of one axis that a slice selects.
    public struct Slice: Sendable, Equatable {
        /// The first index.
        public let start: Int
        /// From one index to the next; may be negative.
        public let step: Int
        /// How many indices.
        public let count: Int

        /// Indices one by one.
        public init(start: Int, step: Int, count: Int) {
            self.start = start
            self.step = step
            self.count = count
        }

        /// Whether no index between the first and the last one of this slice is between those of another one.
        public func isApart(from other: Slice) -> Bool {
            let (a, b) = (
                start + step * Swift.max(count - 1, 0),
                other.start + other.step * Swift.max(other.count - 1, 0)
            )
            return Swift.max(start, a) < Swift.min(other.start, b)
                || Swift.max(other.start, b) < Swift.min(start, a)
        }

        /// All indices of an axis.
        public static func all(_ length: Int) -> Slice { Slice(start: 0, step: 1, count: length) }
    }
}

extension Layout.Slice {
    /// The indices that Python's `start:stop:step` selects of an axis; nothing for step 0.
    public init?(from start: Int?, to stop: Int?, by step: Int, length: Int) {
        guard step != 0 else { return nil }
        func place(_ index: Int, _ low: Int, _ high: Int) -> Int {
            let positive = index < 0 ? index &+ length : index
            return Swift.min(Swift.max(positive, low), high)
        }
        // Steps beyond the axis select one index at most; keeping them small keeps sums in range.
        let step = Swift.min(Swift.max(step, -(length + 1)), length + 1)
        if step > 0 {
            let first = place(start ?? 0, 0, length)
            let end = place(stop ?? length, 0, length)
            let count = end > first ? (end - first - 1) / step + 1 : 0
            self.init(start: first, step: step, count: count)
        } else {
            let first = place(start ?? length - 1, -1, length - 1)
            let end = stop.map { place($0, -1, length - 1) } ?? -1
            let count = first > end ? (first - end - 1) / -step + 1 : 0
            self.init(start: Swift.max(first, 0), step: step, count: count)
        }
    }
}
