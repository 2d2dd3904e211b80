import CProduct
import SwndCore

/// Copies of operands in the order in which blocks read them: for each block of the depth its panels, one after the
/// other.
///
/// Rows of B, and A whichever way it lies, can be read where they are; a copy pays where they are read often and
/// lie far apart, which costs cache and translations of addresses. B whose rows run along the depth must be copied:
/// at once for all tiles that read it, or where one tile does, block by block by that one, which leaves it in the cache.
struct Panels: ~Copyable {
    /// The copy of A, or `nil` where it is read as it lies.
    private(set) var a: UnsafeMutableRawPointer?
    /// The copy of B, or `nil` where it is read as it lies.
    private(set) var b: UnsafeMutableRawPointer?
    /// The rows of A's copy, whole panels.
    let rowsOfA: Int
    /// The columns of B's copy, whole panels.
    let columnsOfB: Int
    /// Whether tiles copy their blocks of B.
    let leavesBToTiles: Bool
    private let scratch: ProductScratch?

    init(_ product: borrowing Multiplication, _ isParallel: Bool) throws(SwndError) {
        let (shape, size) = (product.shape, product.size)
        let (width, height) = (
            product.kernels.pointee.tile_columns, product.kernels.pointee.tile_rows
        )
        leavesBToTiles = shape.transposesB && shape.rows <= ProductCut.mostRows
        let copiesB = !leavesBToTiles && Self.copiesB(shape, size)
        let copiesA = Self.copiesA(shape, size)
        columnsOfB = copiesB ? (shape.columns &+ width &- 1) / width &* width : 0
        rowsOfA = copiesA ? (shape.rows &+ height &- 1) / height &* height : 0
        guard copiesA || copiesB else {
            scratch = nil
            return
        }
        let scratch = try ProductScratch(
            count: (columnsOfB &+ rowsOfA, shape.depth), size: size)
        b = copiesB ? scratch.start : nil
        a = copiesA ? scratch.start + columnsOfB &* shape.depth &* size : nil
        self.scratch = consume scratch
        fill(product, isParallel)
    }

    private static func copiesB(_ shape: MatrixProduct, _ size: Int) -> Bool {
        if shape.transposesB { return true }
        let bytes = Double(shape.depth) * Double(shape.columns) * Double(size)
        return shape.rows >= 96 && bytes > 384 * 1024
    }

    private static func copiesA(_ shape: MatrixProduct, _ size: Int) -> Bool {
        let bytes = Double(shape.depth) * Double(shape.rows) * Double(size)
        return shape.transposesA && shape.columns >= 96 && bytes > 128 * 1024
    }

    /// Copies a block of the depth and some panels at a time.
    private func fill(_ product: Multiplication, _ isParallel: Bool) {
        let (shape, size) = (product.shape, product.size)
        let (kernels, depth) = (product.kernels.pointee, Multiplication.blockDepth)
        let (groupB, groupA) = (8 &* kernels.tile_columns, 24 &* kernels.tile_rows)
        let blocks = (shape.depth &+ depth &- 1) / depth
        let groupsB = (columnsOfB &+ groupB &- 1) / groupB
        let groupsA = (rowsOfA &+ groupA &- 1) / groupA
        let (copyA, copyB) = (a, b)
        let isWorthwhile = isParallel && shape.depth &* (columnsOfB &+ rowsOfA) > 1 << 16
        Multiplication.forEach(blocks &* (groupsB &+ groupsA), isWorthwhile) { task in
            let (group, block) = task.quotientAndRemainder(dividingBy: blocks)
            let start = block &* depth
            var pack = cproduct_pack()
            pack.depth = Swift.min(depth, shape.depth &- start)
            if group < groupsB, let copyB {
                let first = group &* groupB
                pack.count = Swift.min(groupB, shape.columns &- first)
                pack.along_depth = shape.transposesB
                pack.stride = shape.strideB
                let place =
                    shape.transposesB
                    ? first &* shape.strideB &+ start : start &* shape.strideB &+ first
                pack.from = product.b + place &* size
                pack.to = copyB + (start &* columnsOfB &+ first &* pack.depth) &* size
                kernels.pack_columns(&pack)
            } else if let copyA {
                let first = (group &- groupsB) &* groupA
                pack.count = Swift.min(groupA, shape.rows &- first)
                pack.stride = shape.strideA
                pack.from = product.a + (start &* shape.strideA &+ first) &* size
                pack.to = copyA + (start &* rowsOfA &+ first &* pack.depth) &* size
                kernels.pack_rows(&pack)
            }
        }
    }
}
