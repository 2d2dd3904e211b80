/// How a matrix product is cut into calls of OpenBLAS.
///
/// Every element of C is computed over the whole depth in one call, so a cut never changes a sum,
/// provided that OpenBLAS takes the same path inside. It has two: direct kernels for small products
/// (AVX-512 only), and packed ones. So
/// - direct tiles depend on the shape alone: 11 % faster than packing as long as B stays in the
///   second-level cache;
/// - packed tiles depend on the number of threads, but their borders are multiples of 64 (so the
///   kernels see the same rows and columns inside, and the same remainders at the edge), and they
///   are too large for the direct path.
struct TilePlan: Equatable {
    /// The rows and columns of a tile; those at the lower and right border are smaller.
    var tileRows: Int
    var tileColumns: Int
    /// The tiles in each direction.
    var down: Int
    var across: Int
    /// The tiles that a thread takes at a time.
    var tilesPerChunk: Int

    var tileCount: Int { down * across }
    var chunkCount: Int { (tileCount + tilesPerChunk - 1) / tilesPerChunk }

    /// OpenBLAS takes its direct path up to this many multiplications.
    static let directWork = 1_000_000.0
    /// Below this many multiplications, about 20 us, a product is not worth a second thread.
    static let chunkWork = 1_000_000.0
    private static let border = 64

    init(_ product: MatrixProduct, scalarByteCount: Int, hasDirectKernels: Bool, threadCount: Int) {
        self.init(product, tileRows: product.rows, tileColumns: product.columns)
        if product.work <= Self.directWork || product.rows == 0 || product.columns == 0 { return }
        if hasDirectKernels, Self.isDirect(product, scalarByteCount) {
            cutDirect(product)
        } else {
            cutPacked(product, chunks: threadCount > 1 ? 2 * threadCount : 1)
        }
    }

    private init(_ product: MatrixProduct, tileRows: Int, tileColumns: Int, tilesPerChunk: Int = 1)
    {
        self.tileRows = max(tileRows, 1)
        self.tileColumns = max(tileColumns, 1)
        down = (product.rows + self.tileRows - 1) / self.tileRows
        across = (product.columns + self.tileColumns - 1) / self.tileColumns
        self.tilesPerChunk = tilesPerChunk
    }

    /// Whether B stays in the second-level cache, and the direct kernels are fast: they are not for
    /// `A @ transpose(B)`, where both operands run along the depth.
    private static func isDirect(_ product: MatrixProduct, _ scalarByteCount: Int) -> Bool {
        let bytesOfB = Double(product.depth) * Double(product.columns) * Double(scalarByteCount)
        let runsAlongDepth = product.transposesB && !product.transposesA
        return !runsAlongDepth && product.depth <= 448 && bytesOfB <= 640_000
    }

    private mutating func cutDirect(_ product: MatrixProduct) {
        let columns = min(product.columns, 64)
        let area = Int(Self.directWork) / product.depth
        let mostRows = min(max(area / columns / 16 * 16, 16), 256)
        let parts = (product.rows + mostRows - 1) / mostRows
        let rows = min(((product.rows + parts - 1) / parts + 15) / 16 * 16, mostRows)
        let work = Double(rows) * Double(columns) * Double(product.depth)
        self = TilePlan(
            product, tileRows: rows, tileColumns: columns,
            tilesPerChunk: max(1, Int(Self.chunkWork / 2 / work)))
    }

    /// Cuts rows first, as that packs least twice, then columns, into about `chunks` tiles.
    private mutating func cutPacked(_ product: MatrixProduct, chunks: Int) {
        let most = min(Double(chunks), product.work / (2 * Self.directWork))
        let down = Self.parts(product.rows, of: 2 * Self.border, atMost: Int(most))
        let across = Self.parts(
            product.columns, of: 2 * Self.border, atMost: Int(most) / max(down, 1))
        self = TilePlan(
            product, tileRows: Self.size(product.rows, parts: down),
            tileColumns: Self.size(product.columns, parts: across))
    }

    /// Into how many parts of at least `smallest` a length may be cut.
    private static func parts(_ length: Int, of smallest: Int, atMost most: Int) -> Int {
        max(1, min(length / smallest, most))
    }

    /// The length of `parts` parts, a multiple of the border.
    private static func size(_ length: Int, parts: Int) -> Int {
        parts == 1 ? length : ((length + parts - 1) / parts + border - 1) / border * border
    }
}
