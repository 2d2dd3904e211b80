/// How the first `count` of `length` elements are selected: the same for all rows of an array.
struct SelectionPlan {
    /// The length of a row.
    let length: Int
    /// How many elements are wanted.
    let count: Int
    /// Pieces of a row that are worked on at the same time.
    let pieces: Int
    /// Groups that elements are dealt out to.
    let groups: Int
    /// The length of a piece; each begins with the first group.
    private let pieceLength: Int

    /// Nothing where sorting whole rows is as good.
    init?(length: Int, count: Int, pieces: Int) {
        // Four groups for each element wanted leave about a seventh more within the limit than needed.
        guard count <= length / 16 else { return nil }
        let groups = (4 &* count &+ 15) & ~15
        guard length >= 4 &* groups else { return nil }
        self.length = length
        self.count = count
        self.pieces = pieces
        self.groups = groups
        pieceLength = ((length &+ pieces &- 1) / pieces &+ groups &- 1) / groups &* groups
    }

    /// Room for the items of a piece that come before the limit: those of fewer than `count` groups, and one that is written before
    /// it is known whether it counts.
    var roomBeforeOfPiece: Int { count &* (pieceLength / groups) &+ 1 }
    /// Room for those of all pieces, and for as many again as are wanted.
    var roomBefore: Int { pieces &* roomBeforeOfPiece &+ count }
    /// Room for the items of a piece that are the limit.
    var roomEqualOfPiece: Int { count &+ 1 }
    var roomEqual: Int { pieces &* roomEqualOfPiece }

    /// The elements of a piece.
    @inline(__always)
    func bounds(_ piece: Int) -> Range<Int> {
        let begin = Swift.min(piece &* pieceLength, length)
        return begin..<Swift.min(begin &+ pieceLength, length)
    }

    /// Calls `body` for each piece.
    @inline(__always)
    func forPieces(_ body: (_ piece: Int) -> Void) {
        if pieces == 1 { body(0) } else { ThreadPool.shared.parallelFor(pieces, body) }
    }
}
