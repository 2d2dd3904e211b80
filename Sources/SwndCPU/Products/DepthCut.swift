import CProduct
import SwndCore

/// How a product with a small result and a great depth is cut along the depth, where tiles would leave threads idle: the
/// gradient of a layer's weights is such a product.
///
/// Each part computes a C of its own, and these are added up in order. The cut depends on the shape alone, as it
/// changes the bits.
struct DepthCut: Equatable {
    /// The depth of a part; the last one may be smaller.
    let partDepth: Int
    let partCount: Int

    private static let largestResult = 128 * 128
    private static let mostParts = 64

    /// A cut of a product, or `nil` where tiles do as well.
    init?(_ shape: MatrixProduct) {
        guard shape.depth >= 1024, shape.rows <= Self.largestResult,
            shape.columns <= Self.largestResult,
            shape.rows &* shape.columns <= Self.largestResult
        else { return nil }
        let wanted = Swift.min(Int(shape.work / (2 * Multiplication.taskWork)), Self.mostParts)
        guard wanted > 1 else { return nil }
        let unit = Multiplication.blockDepth
        let blocks = (shape.depth &+ unit &- 1) / unit
        partDepth = (blocks &+ wanted &- 1) / wanted &* unit
        partCount = (shape.depth &+ partDepth &- 1) / partDepth
    }
}

extension Multiplication {
    /// Computes C by blocks, cut into tiles or along the depth.
    func runTiles(_ isParallel: Bool, _ epilogue: (ProductTile) -> Void) throws(SwndError) {
        if let cut = DepthCut(shape) { return try runSplit(cut, isParallel, epilogue) }
        try runBlocks(isParallel, epilogue)
    }

    /// Computes the parts of the depth, then their sum.
    private func runSplit(
        _ cut: DepthCut, _ isParallel: Bool, _ epilogue: (ProductTile) -> Void
    ) throws(SwndError) {
        let count = shape.rows &* shape.columns
        let partial = try ProductScratch(count: (cut.partCount, count), size: size)
        let start = partial.start
        let failure = ProductFailure()
        Self.forEach(cut.partCount, isParallel) { index in
            let part = self.part(index, cut, start + index &* count &* size)
            failure.note { () throws(SwndError) in try part.runBlocks(false, ProductTile.ignore) }
        }
        try failure.rethrow()
        for row in 0..<shape.rows {
            let target = c + row &* shape.strideC &* size
            let line = start + row &* shape.columns &* size
            if size == 4 {
                Self.sum(Float.self, shape.columns, line, count, cut.partCount, target)
            } else {
                Self.sum(Double.self, shape.columns, line, count, cut.partCount, target)
            }
        }
        epilogue(whole)
    }

    /// The product over a part of the depth, into a dense matrix.
    private func part(
        _ index: Int, _ cut: DepthCut, _ result: UnsafeMutableRawPointer
    ) -> Multiplication {
        let start = index &* cut.partDepth
        var part = self
        part.c = result
        part.shape.strideC = shape.columns
        part.shape.depth = Swift.min(cut.partDepth, shape.depth &- start)
        part.a += (shape.transposesA ? start &* shape.strideA : start) &* size
        part.b += (shape.transposesB ? start : start &* shape.strideB) &* size
        return part
    }

    /// Adds parts up in order; `step` elements lie from one to the next.
    static func sum<T: BinaryFloatingPoint>(
        _: T.Type, _ count: Int, _ parts: UnsafeRawPointer, _ step: Int, _ partCount: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let terms = parts.assumingMemoryBound(to: T.self)
        let sums = result.assumingMemoryBound(to: T.self)
        for index in 0..<count { sums[index] = terms[index] }
        for part in 1..<Swift.max(partCount, 1) {
            let term = terms + part &* step
            for index in 0..<count { sums[index] += term[index] }
        }
    }
}
