import CProduct

/// How a result is cut into tiles, which threads take one after the other: small enough to stay in the second-level
/// cache with their part of B, and enough of them for all threads, where they are worth a thread's while.
///
/// A cut changes no bits.
struct ProductCut {
    private let down: Cut
    private let across: Cut

    static let mostRows = 96
    private static let mostColumns = 512
    /// The tiles that a product should have, if they are not too small.
    private static let wanted = 16.0

    /// A cut for all threads, or for the calling one, which wants no more tiles than the cache does.
    init(_ shape: MatrixProduct, _ kernels: Multiplication.Kernels, isParallel: Bool) {
        let (grainDown, grainAcross) = (
            kernels.pointee.tile_rows, kernels.pointee.tile_columns
        )
        var (rows, columns) = (Self.mostRows, Self.mostColumns)
        // B is read once, from one end of its rows to the other.
        if shape.rows <= Multiplication.fewVectors { columns *= 4 }
        let wanted = isParallel ? Swift.min(Self.wanted, shape.work / Multiplication.taskWork) : 1
        func count() -> Double {
            Double((shape.rows &+ rows &- 1) / rows)
                * Double((shape.columns &+ columns &- 1) / columns)
        }
        while count() < wanted {
            if columns > 2 &* grainAcross, columns > rows || rows <= 2 &* grainDown {
                columns /= 2
            } else if rows > 2 &* grainDown {
                rows /= 2
            } else {
                break
            }
        }
        down = Cut(shape.rows, atMost: rows, grain: grainDown)
        across = Cut(shape.columns, atMost: columns, grain: grainAcross)
    }

    var count: Int { down.count &* across.count }

    /// A tile; those that read the same part of B follow each other.
    subscript(index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let (column, row) = index.quotientAndRemainder(dividingBy: down.count)
        return (down[row], across[column])
    }
}
