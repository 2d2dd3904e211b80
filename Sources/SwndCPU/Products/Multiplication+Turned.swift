import CProduct
import SwndCore

extension Multiplication {
    /// The most rows or columns of what counts as a few vectors.
    static let fewVectors = 4

    /// Whether C has few columns and A lies across the depth: then C transposed is computed, so that lanes lie along
    /// the rows of A.
    var isThinAcross: Bool {
        shape.transposesA && shape.columns <= Self.fewVectors && shape.columns < shape.rows
    }

    /// Computes transpose(C) = transpose(B) @ A, and turns the parts of it.
    func runTurned(_ isParallel: Bool, _ epilogue: (ProductTile) -> Void) throws(SwndError) {
        var turned = self
        turned.shape.rows = shape.columns
        turned.shape.columns = shape.rows
        (turned.a, turned.b) = (b, a)
        turned.shape.transposesA = !shape.transposesB
        turned.shape.strideA = shape.strideB
        turned.shape.transposesB = false
        turned.shape.strideB = shape.strideA
        turned.shape.strideC = shape.rows
        func told(_ tile: ProductTile) {
            epilogue(ProductTile(batch: batch, rows: tile.columns, columns: 0..<shape.columns))
        }
        if shape.columns == 1, shape.strideC == 1 {
            return try turned.runTiles(isParallel, told)
        }
        let result = try ProductScratch(count: (shape.columns, shape.rows), size: size)
        turned.c = result.start
        let start = result.start
        try turned.runTiles(isParallel) { tile in
            if size == 4 {
                turn(Float.self, tile.columns, start)
            } else {
                turn(Double.self, tile.columns, start)
            }
            told(tile)
        }
    }

    /// Copies columns of transpose(C) to rows of C.
    private func turn<T>(_: T.Type, _ rows: Range<Int>, _ from: UnsafeRawPointer) {
        let source = from.assumingMemoryBound(to: T.self)
        let result = c.assumingMemoryBound(to: T.self)
        for row in rows {
            for column in 0..<shape.columns {
                result[row &* shape.strideC &+ column] = source[column &* shape.rows &+ row]
            }
        }
    }
}
