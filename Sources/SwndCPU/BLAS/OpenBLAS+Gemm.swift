import SwndCore
import SwndOpenBLAS

extension OpenBLAS {
    /// Computes `C = alpha * op(A) @ op(B) + beta * C`; C is not read when beta is zero.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func gemm<Scalar: BLASScalar>(
        _ product: MatrixProduct, alpha: Scalar = 1, _ a: UnsafePointer<Scalar>,
        _ b: UnsafePointer<Scalar>, beta: Scalar = 0, into c: UnsafeMutablePointer<Scalar>
    ) throws(SwndError) {
        try gemm(product, batchCount: 1, alpha: alpha, a, b, beta: beta, into: c) { _ in (0, 0, 0) }
    }

    /// Computes `batchCount` products of one shape; `offsets` tells where the matrices of each
    /// begin, in elements.
    ///
    /// Products run in parallel, and large ones are cut as well. The C of different products must
    /// not overlap.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func gemm<Scalar: BLASScalar>(
        _ product: MatrixProduct, batchCount: Int, alpha: Scalar = 1, _ a: UnsafePointer<Scalar>,
        _ b: UnsafePointer<Scalar>, beta: Scalar = 0, into c: UnsafeMutablePointer<Scalar>,
        offsets: (_ index: Int) -> (a: Int, b: Int, c: Int)
    ) throws(SwndError) {
        try product.validate(largest: Int(Int32.max))
        guard batchCount > 0, product.rows > 0, product.columns > 0 else { return }
        var call = GemmCall(product: product, alpha: alpha, a: a, b: b, beta: beta, c: c)
        if batchCount == 1 {
            call = call.moved(by: offsets(0))
            if let thin = ThinProduct(call) { return perform(thin) }
            if let split = DepthSplit(product) { return try perform(call, split) }
        }
        // Of the machine, however many this process may use: the cut changes the bits.
        let processorCount = CoreCount.installed()
        let plan = TilePlan(
            product, processorCount: batchCount >= 2 * processorCount ? 1 : processorCount)
        if batchCount == 1, plan.tileCount == 1 {
            return threads.single { OpenBLASGate.pass { Scalar.gemm(library, call) } }
        }
        perform(call, plan, batchCount: batchCount) { index in
            batchCount == 1 ? (0, 0, 0) : offsets(index)
        }
    }

    private func perform<Scalar: BLASScalar>(
        _ call: GemmCall<Scalar>, _ plan: TilePlan, batchCount: Int,
        offsets: (_ index: Int) -> (a: Int, b: Int, c: Int)
    ) {
        let chunks = BatchChunks(plan, batchCount: batchCount, call.product)
        threads.single {
            ThreadPool.shared.parallelFor(chunks.count) { chunk in
                OpenBLASGate.pass {
                    for item in chunks.items(chunk) {
                        let (index, tile) = item.quotientAndRemainder(dividingBy: plan.tileCount)
                        let start = offsets(index)
                        Scalar.gemm(library, call.moved(by: start).tile(tile, plan))
                    }
                }
            }
        }
    }
}

extension OpenBLAS {
    private func perform<Scalar: BLASScalar>(
        _ call: GemmCall<Scalar>, _ split: DepthSplit
    ) throws(SwndError) {
        let size = call.product.rows * call.product.columns
        let byteCount = split.partCount * size * MemoryLayout<Scalar>.stride
        let scratch = try MemoryPool.shared.allocate(byteCount: byteCount)
        defer { MemoryPool.shared.release(scratch, byteCount: byteCount) }
        let partial = scratch.bindMemory(to: Scalar.self, capacity: split.partCount * size)
        threads.single {
            ThreadPool.shared.parallelFor(split.partCount) { index in
                OpenBLASGate.pass {
                    Scalar.gemm(library, call.part(index, split, into: partial + index * size))
                }
            }
        }
        for row in 0..<call.product.rows { call.sumRow(row, split, partial) }
    }
}

/// The tiles of all products of a batch, grouped into chunks that are worth a thread's while.
private struct BatchChunks {
    let itemCount: Int
    let itemsPerChunk: Int
    var count: Int { (itemCount + itemsPerChunk - 1) / itemsPerChunk }

    init(_ plan: TilePlan, batchCount: Int, _ product: MatrixProduct) {
        itemCount = batchCount * plan.tileCount
        let work = max(product.work / Double(plan.tileCount), 200)
        let worthwhile = Int(Double(TilePlan.chunkWork) / work)
        itemsPerChunk = max(1, min(worthwhile, itemCount))
    }

    func items(_ chunk: Int) -> Range<Int> {
        chunk * itemsPerChunk..<min((chunk + 1) * itemsPerChunk, itemCount)
    }
}

extension GemmCall {
    /// The call for matrices that begin elsewhere.
    fileprivate func moved(by offset: (a: Int, b: Int, c: Int)) -> GemmCall {
        var call = self
        call.a += offset.a
        call.b += offset.b
        call.c += offset.c
        return call
    }

    /// The call for a tile of C.
    fileprivate func tile(_ tile: Int, _ plan: TilePlan) -> GemmCall {
        let (rows, columns) = plan.tile(tile)
        var call = self
        call.product.rows = rows.count
        call.product.columns = columns.count
        let (row, column) = (rows.lowerBound, columns.lowerBound)
        call.a += product.transposesA ? row : row * product.strideA
        call.b += product.transposesB ? column * product.strideB : column
        call.c += row * product.strideC + column
        return call
    }
}
