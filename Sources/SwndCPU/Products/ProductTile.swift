/// A part of the result of a matrix product: rows and columns of one matrix of a batch.
public struct ProductTile: Sendable, Equatable {
    /// The index of the matrix.
    public var batch: Int
    /// Its rows.
    public var rows: Range<Int>
    /// Its columns.
    public var columns: Range<Int>

    /// Does nothing: the epilogue of a product that has none.
    @inline(__always)
    package static func ignore(_: ProductTile) {}
}
