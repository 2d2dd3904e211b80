import SwndCore
import SwndGraph

// What the gradient rules of linear algebra are written in.
extension Op {
    /// `op(a) op(b)`, where each is transposed or not.
    static func product(
        _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
    ) throws(SwndError) -> Tensor {
        try matrixProduct.applyOne(Few(a, b), [.bool(transposeA), .bool(transposeB)])
    }

    /// The last two axes exchanged.
    static func transposed(_ x: Tensor) throws(SwndError) -> Tensor {
        try exchanged(x, x.shape.rank - 2, x.shape.rank - 1)
    }

    /// A multiple of matrices. The multiple by 0 does not read them, as in BLAS: it is zero whatever they are.
    static func scaled(_ x: Tensor, by factor: Double) throws(SwndError) -> Tensor {
        switch factor {
        case 0: try zerosLike(x)
        case 1: x
        default: try (.array(x) * .number(factor)).array(for: "scaled")
        }
    }

    static func added(_ a: Tensor, _ b: Tensor) throws(SwndError) -> Tensor {
        try add.broadcast.applyOne(a, b)
    }

    /// A matrix plus its transpose.
    static func plusTransposed(_ x: Tensor) throws(SwndError) -> Tensor {
        try added(x, transposed(x))
    }

    /// The lower triangle, and above it the same again as in a mirror.
    static func mirrored(lower x: Tensor) throws(SwndError) -> Tensor {
        try added(
            triangle(x, lower: true),
            transposed(triangle(x, lower: true, offset: -1)))
    }

    /// The part of matrices on one side of a diagonal, that one included, and zeros elsewhere.
    static func triangle(
        _ x: Tensor, lower: Bool, offset: Int = 0
    ) throws(SwndError) -> Tensor {
        let axes = x.shape.axes.suffix(2)
        guard axes.count == 2, let rows = axes.first, let columns = axes.last else { return x }
        // An element is in the lower triangle where its column is at most its row plus the offset.
        let row = Term.array(
            try spread(
                integers(rows, from: offset, on: x.context, as: x.dtype), along: 0, rank: 2))
        let column = Term.array(try integers(columns, on: x.context, as: x.dtype))
        let isInside = try lower ? column <= row : column >= row
        return try choose(isInside.array(for: "triangle"), x, number(0, like: x))
    }

    /// For each matrix one number, as an array that broadcasts with them.
    static func perMatrix(_ x: Tensor, like matrices: Tensor) throws(SwndError) -> Tensor {
        let rank = matrices.shape.rank
        guard let shape = Shape(rank: rank, { $0 < rank - 2 ? matrices.shape[$0] : 1 }) else {
            return x
        }
        return try reshaped(x, to: shape)
    }
}
