/// How rows are brought into order, and what is told about it.
///
/// The order is stable: equal elements keep theirs, upward and downward. Zero equals minus zero, and NaN counts as the largest number,
/// equal to itself. So there is one right answer, whatever the algorithm.
public struct Ordering: Sendable, Equatable {
    /// What a row of the result holds.
    public enum Result: Sendable, Equatable {
        /// The elements.
        case values
        /// Their places in the row.
        case indices
        /// 1 at their places and 0 elsewhere, in a row as long as the input's.
        case mask
    }

    public let result: Result
    /// Whether the largest element comes first.
    public let isDescending: Bool
    /// How many elements of each row, from the first on; at most its length.
    public let count: Int

    public init(_ result: Result, count: Int, isDescending: Bool) {
        self.result = result
        self.count = count
        self.isDescending = isDescending
    }
}
