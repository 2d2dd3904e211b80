import CProduct
import SwndCore

extension Multiplication {
    /// The product as a few vectors times the rows of a matrix, all of them along the depth, or `nil` where it is none, or where the
    /// matrix is so small that putting it in order costs little: then the order of the sums depends on the shape alone.
    func dots() -> Dots? {
        if shape.transposesB, shape.rows <= 2 &* Self.fewVectors, shape.columns >= shape.rows,
            shape.columns &* shape.depth >= Self.worthLeaving
        {
            return Dots(
                product: self, vectorsAreRows: true, vectorCount: shape.rows, x: a,
                strideX: shape.strideA, mustCopy: shape.transposesA, rows: shape.columns,
                matrix: b, stride: shape.strideB)
        }
        if !shape.transposesA, shape.columns <= Self.fewVectors, shape.rows >= shape.columns,
            shape.rows &* shape.depth >= Self.worthLeaving
        {
            return Dots(
                product: self, vectorsAreRows: false, vectorCount: shape.columns, x: b,
                strideX: shape.strideB, mustCopy: !shape.transposesB, rows: shape.rows,
                matrix: a, stride: shape.strideA)
        }
        return nil
    }

    /// Elements of a matrix that is better read as it lies.
    private static let worthLeaving = 4096
}

/// A few vectors times a matrix with rows along the depth: each element of C is the sum of one chain per lane.
struct Dots {
    let product: Multiplication
    /// Whether the vectors are rows of A; they are columns of B otherwise.
    let vectorsAreRows: Bool
    let vectorCount: Int
    let x: UnsafeRawPointer
    let strideX: Int
    /// Whether the elements of a vector lie apart.
    let mustCopy: Bool
    /// Rows of the matrix.
    let rows: Int
    let matrix: UnsafeRawPointer
    let stride: Int

    /// The elements of the matrix that are worth a task, and the depth of a part where there are few rows.
    private static let taskSize = 1 << 16

    func run(_ isParallel: Bool, _ epilogue: (ProductTile) -> Void) throws(SwndError) {
        guard mustCopy else { return try run(x, strideX, isParallel, epilogue) }
        let depth = product.shape.depth
        let copy = try ProductScratch(count: (vectorCount, depth), size: product.size)
        if product.size == 4 {
            gather(Float.self, copy.start)
        } else {
            gather(Double.self, copy.start)
        }
        try run(copy.start, depth, isParallel, epilogue)
    }

    private func run(
        _ vectors: UnsafeRawPointer, _ step: Int, _ isParallel: Bool,
        _ epilogue: (ProductTile) -> Void
    ) throws(SwndError) {
        var call = cproduct_dots()
        call.vectors = vectorCount
        call.rows = rows
        call.depth = product.shape.depth
        call.x = vectors
        call.x_vector = step
        call.a = matrix
        call.a_row = stride
        call.y = product.c
        call.y_vector = vectorsAreRows ? product.shape.strideC : 1
        call.y_row = vectorsAreRows ? 1 : product.shape.strideC
        if rows <= 16, call.depth >= 2 * Self.taskSize {
            return try runDeep(call, isParallel, epilogue)
        }
        let most = Swift.max(8, Self.taskSize / call.depth)
        let cut = Cut(rows, atMost: most / 8 &* 8, grain: 8)
        Multiplication.forEach(cut.count, isParallel) { task in
            let range = cut[task]
            var part = call
            part.rows = range.count
            part.a += range.lowerBound &* call.a_row &* product.size
            part.y += range.lowerBound &* call.y_row &* product.size
            product.kernels.pointee.dots(&part)
            epilogue(
                ProductTile(
                    batch: product.batch, rows: vectorsAreRows ? 0..<vectorCount : range,
                    columns: vectorsAreRows ? range : 0..<vectorCount))
        }
    }

    /// Few long rows: parts of the depth, and their sums in order.
    private func runDeep(
        _ call: cproduct_dots, _ isParallel: Bool, _ epilogue: (ProductTile) -> Void
    ) throws(SwndError) {
        let size = product.size
        let count = (call.depth &+ Self.taskSize &- 1) / Self.taskSize
        let results = vectorCount &* rows
        let partial = try ProductScratch(count: (count, results), size: size)
        let start = partial.start
        Multiplication.forEach(count, isParallel) { task in
            let first = task &* Self.taskSize
            var part = call
            part.depth = Swift.min(Self.taskSize, call.depth &- first)
            part.x += first &* size
            part.a += first &* size
            part.y = start + task &* results &* size
            (part.y_vector, part.y_row) = (rows, 1)
            product.kernels.pointee.dots(&part)
        }
        for vector in 0..<vectorCount {
            for row in 0..<rows {
                let target = product.c + (vector &* call.y_vector &+ row &* call.y_row) &* size
                let terms = start + (vector &* rows &+ row) &* size
                if size == 4 {
                    Multiplication.sum(Float.self, 1, terms, results, count, target)
                } else {
                    Multiplication.sum(Double.self, 1, terms, results, count, target)
                }
            }
        }
        epilogue(product.whole)
    }

    private func gather<T>(_: T.Type, _ copy: UnsafeMutableRawPointer) {
        let source = x.assumingMemoryBound(to: T.self)
        let result = copy.assumingMemoryBound(to: T.self)
        let depth = product.shape.depth
        for k in 0..<depth {
            for vector in 0..<vectorCount {
                result[vector &* depth &+ k] = source[k &* strideX &+ vector]
            }
        }
    }
}
