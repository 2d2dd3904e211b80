/// How a matrix product is cut into calls of OpenBLAS.
///
/// A cut changes the bits, as OpenBLAS treats the rows and columns at an edge differently (its Haswell
/// kernels do, even at multiples of 64). So it depends on the shape and on the machine, never on the
/// number of threads that are set. OpenBLAS has two paths:
/// - direct kernels for small products (AVX-512 only), which are 11 % faster while B stays in the
///   second-level cache: many small tiles;
/// - packed kernels, which copy their operands first: few large tiles, two for each processor, as
///   every cut makes them copy again (4 tiles cost 3 to 4 %, 16 tiles 8 %).
struct TilePlan: Equatable {
    private(set) var down: Cut
    private(set) var across: Cut
    /// The tiles that a thread takes at a time, at least.
    private(set) var tilesPerChunk = 1

    var tileCount: Int { down.count * across.count }

    /// The rows and columns of C in a tile.
    func tile(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let (row, column) = index.quotientAndRemainder(dividingBy: across.count)
        return (down[row], across[column])
    }

    /// OpenBLAS takes its direct path up to this many multiplications.
    static let directWork = 1_000_000
    /// The multiplications, about 9 us, that are worth handing to a thread.
    static let chunkWork = 500_000
    /// Whole blocks of every kernel that OpenBLAS has.
    private static let packedGrain = 64
    private static let directGrain = 16

    init(
        _ product: MatrixProduct, scalarByteCount: Int, hasDirectKernels: Bool, processorCount: Int
    ) {
        down = Cut(product.rows, into: 1, grain: 1)
        across = Cut(product.columns, into: 1, grain: 1)
        if product.work <= Double(Self.directWork) { return }
        if hasDirectKernels, Self.isDirect(product, scalarByteCount) {
            cutDirect(product)
        } else if processorCount > 1 {
            cutPacked(product, min(processorCount, 16))
        }
    }

    /// Whether B stays in the second-level cache, and the direct kernels are fast: they are not for
    /// `A @ transpose(B)`, where both operands run along the depth.
    private static func isDirect(_ product: MatrixProduct, _ scalarByteCount: Int) -> Bool {
        let bytesOfB = Double(product.depth) * Double(product.columns) * Double(scalarByteCount)
        let runsAlongDepth = product.transposesB && !product.transposesA
        return !runsAlongDepth && product.depth <= 448 && bytesOfB <= 640_000
    }

    private mutating func cutDirect(_ product: MatrixProduct) {
        let grain = Self.directGrain
        across = Cut(product.columns, atMost: 64, grain: grain)
        let columns = min(product.columns, 64)
        let rows = Self.directWork / (product.depth * columns) / grain * grain
        down = Cut(product.rows, atMost: min(max(rows, grain), 256), grain: grain)
        let work = min(down.smallest, product.rows) * columns * product.depth
        tilesPerChunk = max(1, Self.chunkWork / max(work, 1))
    }

    /// Cuts rows first, then columns, into two tiles for each processor where they are large, so
    /// that a thread that comes late does less.
    private mutating func cutPacked(_ product: MatrixProduct, _ processorCount: Int) {
        func cut(_ length: Int, into parts: Int) -> Cut {
            let large = Cut(length, into: 2 * parts, grain: 2 * Self.packedGrain)
            let count = large.count > parts ? large.count : parts
            return Cut(length, into: count, grain: Self.packedGrain)
        }
        func isPacked(_ down: Cut, _ across: Cut) -> Bool {
            Double(down.smallest) * Double(across.smallest) * Double(product.depth)
                > Double(Self.directWork)
        }
        let rows = cut(product.rows, into: processorCount)
        if isPacked(rows, across) { down = rows }
        let missing = (processorCount + down.count - 1) / down.count
        if missing > 1 {
            let columns = cut(product.columns, into: missing)
            if isPacked(down, columns) { across = columns }
        }
    }
}
