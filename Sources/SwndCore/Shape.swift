/// The lengths of an array's axes: at most ``maxRank`` of them, none negative, their product an `Int`.
///
/// The product is checked once, when the shape is made; afterwards sizes need no overflow checks.
public struct Shape: Sendable {
    /// The most axes that an array can have.
    public static let maxRank = 8

    @usableFromInline var lengths: InlineArray<8, Int>

    /// The number of axes.
    public let rank: Int

    /// The number of elements.
    public let count: Int

    /// A shape with these axis lengths; nothing where there are too many, one is negative or the product overflows.
    public init?(_ axes: some Collection<Int>) {
        guard axes.count <= Shape.maxRank else { return nil }
        var lengths = InlineArray<8, Int>(repeating: 1)
        var rank = 0
        for length in axes {
            lengths[rank] = length
            rank += 1
        }
        self.init(lengths, rank: rank)
    }

    /// A shape with these axis lengths; (1,) where there are none, since arrays of rank 0 do not exist.
    ///
    /// - Parameter name: what the lengths are called in the error.
    public init(checking axes: [Int], name: String) throws(SwndError) {
        if let shape = axes.isEmpty ? .one : Shape(axes) {
            self = shape
            return
        }
        let text = "\(name) \(Shape.text(axes))"
        if let negative = axes.first(where: { $0 < 0 }) {
            throw SwndError(.value, "\(text) has the negative size \(negative)")
        }
        if axes.count > Self.maxRank {
            throw SwndError(.value, "\(text) has \(axes.count) axes; \(Self.maxRank) are the most")
        }
        throw SwndError(.value, "\(text) has more elements than can be counted")
    }

    private init(lengths: InlineArray<8, Int>, rank: Int, count: Int) {
        self.lengths = lengths
        self.rank = rank
        self.count = count
    }

    /// The shape of a single element, (1,): there are no arrays of rank 0.
    public static let one = Shape(lengths: .init(repeating: 1), rank: 1, count: 1)

    /// A shape with one axis.
    public init?(vector length: Int) { self.init(CollectionOfOne(length)) }

    /// The length of an axis.
    @inlinable public subscript(axis: Int) -> Int { lengths[axis] }

    /// The axis lengths, first axis first.
    public var axes: [Int] { (0..<rank).map { lengths[$0] } }

    /// A shape whose lengths a function of the axis says; nothing where they are no shape.
    public init?(rank: Int, _ length: (Int) -> Int?) {
        guard rank <= Shape.maxRank else { return nil }
        var lengths = InlineArray<8, Int>(repeating: 1)
        var axis = 0
        while axis < rank {
            guard let length = length(axis) else { return nil }
            lengths[axis] = length
            axis &+= 1
        }
        self.init(lengths, rank: rank)
    }

    /// Lengths that may be negative or too many elements.
    private init?(_ lengths: InlineArray<8, Int>, rank: Int) {
        var count = 1
        var hasZero = false
        var axis = 0
        while axis < rank {
            let length = lengths[axis]
            axis &+= 1
            guard length >= 0 else { return nil }
            if length == 0 {
                hasZero = true
                continue
            }
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            // Bytes must fit as well, whatever the dtype: eight bytes an element at most.
            guard !overflow, product <= Int.max / 16 else { return nil }
            count = product
        }
        self.init(lengths: lengths, rank: rank, count: hasZero ? 0 : count)
    }

    /// The same lengths with those of some axes replaced by 1.
    public func keeping(ones axes: AxisSet) -> Shape? {
        Shape(rank: rank) { axes.contains($0) ? 1 : lengths[$0] }
    }

    /// The same lengths without some axes; (1,) where none is left.
    public func removing(_ axes: AxisSet) -> Shape? {
        var left = InlineArray<8, Int>(repeating: 1)
        var count = 0
        for axis in 0..<rank where !axes.contains(axis) {
            left[count] = lengths[axis]
            count += 1
        }
        return count == 0 ? .one : Shape(left, rank: count)
    }
}

extension Shape: Equatable {
    /// Whether both have the same axes.
    @inlinable public static func == (a: Shape, b: Shape) -> Bool {
        guard a.rank == b.rank, a.count == b.count else { return false }
        for axis in 0..<a.rank where a.lengths[axis] != b.lengths[axis] { return false }
        return true
    }
}

extension Shape: CustomStringConvertible {
    /// Python's notation: (2, 3), (3,).
    public var description: String { Shape.text(axes) }

    /// A list of lengths, codes or axis numbers in Python's notation.
    public static func text(_ numbers: [Int]) -> String {
        numbers.count == 1
            ? "(\(numbers[0]),)" : "(" + numbers.map(String.init).joined(separator: ", ") + ")"
    }
}

/// A set of axis numbers.
public struct AxisSet: Sendable, Equatable {
    private var bits: UInt8 = 0

    /// The empty set.
    public init() {}

    /// One axis.
    public init(_ axis: Int) { insert(axis) }

    /// A set of some axes.
    public init(_ axes: some Sequence<Int>) {
        for axis in axes { insert(axis) }
    }

    /// All axes of an array of this rank.
    public static func all(_ rank: Int) -> AxisSet {
        var axes = AxisSet()
        for axis in 0..<rank { axes.insert(axis) }
        return axes
    }

    /// The axis numbers, smallest first.
    public var numbers: [Int] { (0..<8).filter(contains) }

    /// Adds an axis; numbers that no array has are ignored.
    public mutating func insert(_ axis: Int) {
        if axis >= 0, axis < 8 { bits |= 1 << UInt8(axis) }
    }

    /// Whether an axis is in the set.
    public func contains(_ axis: Int) -> Bool {
        axis >= 0 && axis < 8 && bits & (1 << UInt8(axis)) != 0
    }

    /// Whether there is none.
    public var isEmpty: Bool { bits == 0 }

    /// How many there are.
    public var count: Int { bits.nonzeroBitCount }
}
