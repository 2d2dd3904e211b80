import CProduct
import SwndCore
import SwndOpenBLAS

/// The kernels of a scalar type that this processor runs.
public protocol ProductScalar: BLASScalar {
    /// The best ones at 0, those for lesser processors after them; `nil` beyond the last.
    static func kernels(_ rank: Int) -> UnsafePointer<cproduct_kernels>?
}

extension Float: ProductScalar {
    public static func kernels(_ rank: Int) -> UnsafePointer<cproduct_kernels>? {
        cproduct_f32(Int32(truncatingIfNeeded: rank))
    }
}

extension Double: ProductScalar {
    public static func kernels(_ rank: Int) -> UnsafePointer<cproduct_kernels>? {
        cproduct_f64(Int32(truncatingIfNeeded: rank))
    }
}

extension MatrixProduct {
    /// Computes `C = op(A) @ op(B)`, or `batchCount` products of one shape; `offsets` tells where the matrices of each
    /// begin, in elements.
    ///
    /// `epilogue` is called for each part of the results as soon as it is final, on the thread that computed it, with
    /// what it needs still in the cache; the parts cover every result once. The bits depend on the shape and on the
    /// processor, not on the number of threads, and not on the products that stand beside one in a batch.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    package func multiply<Scalar: ProductScalar>(
        _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
        into c: UnsafeMutablePointer<Scalar>, batchCount: Int = 1, kernels rank: Int = 0,
        offsets: (_ index: Int) -> (a: Int, b: Int, c: Int) = { _ in (0, 0, 0) },
        epilogue: (ProductTile) -> Void = ProductTile.ignore
    ) throws(SwndError) {
        try validate()
        guard batchCount > 0, rows > 0, columns > 0 else { return }
        guard depth > 0, let kernels = Scalar.kernels(rank) else {
            return try multiplyElsewhere(a, b, into: c, batchCount, offsets, epilogue)
        }
        let size = MemoryLayout<Scalar>.size
        func product(_ index: Int) -> Multiplication {
            let start = offsets(index)
            return Multiplication(
                kernels: kernels, size: size, shape: self, a: a + start.a, b: b + start.b,
                c: c + start.c, batch: index)
        }
        let isLarge = work > Self.largeWork
        if batchCount == 1 || isLarge {
            let isParallel = work > 2 * Multiplication.taskWork
            for index in 0..<batchCount {
                try product(index).run(isParallel: isParallel, epilogue: epilogue)
            }
            return
        }
        let perTask = Swift.max(1, Int(Multiplication.taskWork / Swift.max(work, 200)))
        let failure = ProductFailure()
        Multiplication.forEach((batchCount &+ perTask &- 1) / perTask, true) { task in
            let first = task &* perTask
            failure.note { () throws(SwndError) in
                for index in first..<Swift.min(first &+ perTask, batchCount) {
                    try product(index).run(isParallel: false, epilogue: epilogue)
                }
            }
        }
        try failure.rethrow()
    }

    /// Above it, each product of a batch is shared out by itself.
    private static let largeWork = 16_000_000.0

    /// Without kernels: OpenBLAS, or zeros.
    private func multiplyElsewhere<Scalar: ProductScalar>(
        _ a: UnsafePointer<Scalar>, _ b: UnsafePointer<Scalar>,
        into c: UnsafeMutablePointer<Scalar>, _ batchCount: Int,
        _ offsets: (Int) -> (a: Int, b: Int, c: Int), _ epilogue: (ProductTile) -> Void
    ) throws(SwndError) {
        if depth > 0 {
            try OpenBLAS.open().gemm(self, batchCount: batchCount, a, b, into: c, offsets: offsets)
        }
        let rowsPerTask = Swift.max(1, Grain.task / columns)
        let parts = Cut(rows, atMost: rowsPerTask, grain: 1)
        ThreadPool.shared.parallelFor(batchCount &* parts.count) { task in
            let (index, part) = task.quotientAndRemainder(dividingBy: parts.count)
            if depth == 0 {
                for row in parts[part] {
                    (c + offsets(index).c + row &* strideC).initialize(repeating: 0, count: columns)
                }
            }
            epilogue(ProductTile(batch: index, rows: parts[part], columns: 0..<columns))
        }
    }
}
