import CProduct
import SwndCore

/// One product, `C = op(A) @ op(B)`, by swnd's own kernels.
///
/// It knows bytes only, so it is compiled once for both scalar types. Which kernels are called, and in what
/// order sums are formed, depends on the shape alone: the bits are the same for any number of threads.
struct Multiplication {
    /// The kernels of a scalar type, as C has them.
    typealias Kernels = UnsafePointer<cproduct_kernels>

    let kernels: Kernels
    /// The bytes of an element.
    let size: Int
    var shape: MatrixProduct
    var a: UnsafeRawPointer
    var b: UnsafeRawPointer
    var c: UnsafeMutableRawPointer
    /// The index that the epilogue is told.
    var batch = 0

    /// Where a thread is worth waking: about 5 us of work.
    static let taskWork = 500_000.0

    /// Computes the product. `isParallel` says whether to use the thread pool, which changes no bits.
    ///
    /// `epilogue` is called for each part of C as soon as it is final, on the thread that computed it; the parts cover C
    /// once.
    func run(isParallel: Bool, epilogue: (ProductTile) -> Void) throws(SwndError) {
        let form = normalized()
        if let dots = form.dots() { return try dots.run(isParallel, epilogue) }
        if form.isThinAcross { return try form.runTurned(isParallel, epilogue) }
        try form.runTiles(isParallel, epilogue)
    }

    /// The same product, with a vector that lies side by side taken for a row of the depth.
    private func normalized() -> Multiplication {
        var form = self
        if shape.rows == 1, shape.transposesA, shape.strideA == 1 {
            form.shape.transposesA = false
            form.shape.strideA = shape.depth
        }
        if shape.columns == 1, !shape.transposesB, shape.strideB == 1 {
            form.shape.transposesB = true
            form.shape.strideB = shape.depth
        }
        return form
    }

    /// The whole of C.
    var whole: ProductTile {
        ProductTile(batch: batch, rows: 0..<shape.rows, columns: 0..<shape.columns)
    }

    /// Calls a body for each task, on the thread pool where that is wanted and there are some.
    @inline(__always)
    static func forEach(_ count: Int, _ isParallel: Bool, _ body: (_ task: Int) -> Void) {
        if isParallel, count > 1 {
            ThreadPool.shared.parallelFor(count, body)
        } else {
            for task in 0..<count { body(task) }
        }
    }
}

/// Memory for the time of a product.
struct ProductScratch: ~Copyable {
    let start: UnsafeMutableRawPointer
    private let byteCount: Int

    /// Room for elements, or an error where there is none.
    init(count: (Int, Int), size: Int) throws(SwndError) {
        let (elements, overflow) = count.0.multipliedReportingOverflow(by: count.1)
        let (bytes, overflowToo) = elements.multipliedReportingOverflow(by: size)
        byteCount = overflow || overflowToo ? .max : bytes
        start = try MemoryPool.shared.allocate(byteCount: byteCount)
    }

    deinit { MemoryPool.shared.release(start, byteCount: byteCount) }
}
