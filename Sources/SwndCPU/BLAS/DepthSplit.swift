/// How a product with a small result and a great depth is cut along the depth, where tiles would
/// leave threads idle: the gradient of a layer's weights is such a product.
///
/// Each part computes a whole partial C, and the parts are added in order. The cut depends on the
/// shape alone, as it changes the bits.
struct DepthSplit: Equatable {
    /// The depth of a part; the last one may be smaller.
    let partDepth: Int
    let partCount: Int

    private static let largestSide = 256
    private static let smallestDepth = 4096
    private static let mostParts = 128

    /// A cut of a product, or `nil` where tiles do as well.
    init?(_ product: MatrixProduct) {
        guard max(product.rows, product.columns) <= Self.largestSide,
            product.depth >= Self.smallestDepth
        else { return nil }
        let isSmall = product.rows * product.columns * 512 <= TilePlan.smallWork
        let even = (product.depth + Self.mostParts - 1) / Self.mostParts
        partDepth = (max(isSmall ? 512 : 2048, even) + 63) / 64 * 64
        partCount = (product.depth + partDepth - 1) / partDepth
    }
}

extension GemmCall {
    /// The call for a part of the depth, into a dense matrix of its own.
    func part(_ index: Int, _ split: DepthSplit, into c: UnsafeMutablePointer<Scalar>) -> GemmCall {
        let start = index * split.partDepth
        var call = self
        call.alpha = 1
        call.beta = 0
        call.c = c
        call.product.strideC = product.columns
        call.product.depth = min(split.partDepth, product.depth - start)
        call.a += product.transposesA ? start * product.strideA : start
        call.b += product.transposesB ? start : start * product.strideB
        return call
    }

    /// Adds the parts of one row up in order, into the first one, and puts
    /// `alpha * sum + beta * C` into C.
    func sumRow(_ row: Int, _ split: DepthSplit, _ partial: UnsafeMutablePointer<Scalar>) {
        let width = product.columns
        let sum = partial + row * width
        for part in 1..<max(split.partCount, 1) {
            let term = sum + part * product.rows * width
            for column in 0..<width { sum[column] += term[column] }
        }
        let target = c + row * product.strideC
        if beta == 0 {
            for column in 0..<width { target[column] = alpha * sum[column] }
        } else {
            for column in 0..<width {
                target[column] = alpha * sum[column] + beta * target[column]
            }
        }
    }
}
