/// How a matrix product is cut into calls of OpenBLAS.
///
/// A cut changes the bits, as OpenBLAS treats the rows and columns at an edge differently. So it depends on the shape
/// and on the machine, never on the number of threads that are set. Its kernels copy their operands first, so tiles
/// are few and large, two for each processor: every cut makes them copy again.
struct TilePlan: Equatable {
    private(set) var down: Cut
    private(set) var across: Cut

    var tileCount: Int { down.count * across.count }

    /// The rows and columns of C in a tile.
    func tile(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let (row, column) = index.quotientAndRemainder(dividingBy: across.count)
        return (down[row], across[column])
    }

    /// Products up to this many multiplications are left whole.
    static let smallWork = 1_000_000
    /// The multiplications, about 9 us, that are worth handing to a thread.
    static let chunkWork = 500_000
    /// Whole blocks of every kernel that OpenBLAS has.
    private static let grain = 64

    init(_ product: MatrixProduct, processorCount: Int) {
        down = Cut(product.rows, into: 1, grain: 1)
        across = Cut(product.columns, into: 1, grain: 1)
        if product.work <= Double(Self.smallWork) || processorCount < 2 { return }
        cut(product, min(processorCount, 16))
    }

    /// Cuts rows first, then columns, into two tiles for each processor where they are large, so
    /// that a thread that comes late does less.
    private mutating func cut(_ product: MatrixProduct, _ processorCount: Int) {
        func cut(_ length: Int, into parts: Int) -> Cut {
            let large = Cut(length, into: 2 * parts, grain: 2 * Self.grain)
            let count = large.count > parts ? large.count : parts
            return Cut(length, into: count, grain: Self.grain)
        }
        func isLarge(_ down: Cut, _ across: Cut) -> Bool {
            Double(down.smallest) * Double(across.smallest) * Double(product.depth)
                > Double(Self.smallWork)
        }
        let rows = cut(product.rows, into: processorCount)
        if isLarge(rows, across) { down = rows }
        let missing = (processorCount + down.count - 1) / down.count
        if missing > 1 {
            let columns = cut(product.columns, into: missing)
            if isLarge(down, columns) { across = columns }
        }
    }
}
