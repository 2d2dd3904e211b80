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
        try swapaxes(x, with: ["dim1": -1, "dim2": -2])
    }

    static func scaled(_ x: Tensor, by factor: Double) throws(SwndError) -> Tensor {
        factor == 1 ? x : try (.array(x) * .number(factor)).array(for: "scaled")
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
        func numbers(_ count: Int, _ first: Int) throws(SwndError) -> Tensor {
            try sequence.applyOne(
                [],
                [.int(count), .real(Double(first)), 1.0, .context(x.context), .dtype(x.dtype)])
        }
        let row = Term.array(try expandDims(numbers(rows, offset), with: ["axis": 1]))
        let column = Term.array(try numbers(columns, 0))
        let isInside = try lower ? column <= row : column >= row
        let zero = try full(
            with: [
                "shape": [1], "val": 0.0, "ctx": .context(x.context), "dtype": .dtype(x.dtype),
            ])
        return try choose(isInside.array(for: "triangle"), x, zero)
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
