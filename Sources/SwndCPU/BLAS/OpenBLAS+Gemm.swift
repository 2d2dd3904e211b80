import SwndCore

extension OpenBLAS {
    /// Computes `C = alpha * op(A) @ op(B) + beta * C`; C is not read when beta is zero.
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
    public func gemm<Scalar: BLASScalar>(
        _ product: MatrixProduct, batchCount: Int, alpha: Scalar = 1, _ a: UnsafePointer<Scalar>,
        _ b: UnsafePointer<Scalar>, beta: Scalar = 0, into c: UnsafeMutablePointer<Scalar>,
        offsets: (_ index: Int) -> (a: Int, b: Int, c: Int)
    ) throws(SwndError) {
        try product.validate()
        guard batchCount > 0, product.rows > 0, product.columns > 0 else { return }
        let pool = ThreadPool.shared
        let plan = TilePlan(
            product, scalarByteCount: MemoryLayout<Scalar>.size, isDirect: hasDirectKernels,
            threadCount: batchCount >= 2 * pool.threadCount ? 1 : pool.threadCount)
        let call = GemmCall(product: product, alpha: alpha, a: a, b: b, beta: beta, c: c)
        if batchCount == 1, plan.tileCount == 1 {
            let call = call.moved(by: offsets(0))
            return threads.single { OpenBLASGate.pass { Scalar.gemm(library, call) } }
        }
        let chunks = BatchChunks(plan, batchCount: batchCount, product)
        threads.single {
            pool.parallelFor(chunks.count) { chunk in
                OpenBLASGate.pass {
                    for item in chunks.items(chunk) {
                        let (index, tile) = item.quotientAndRemainder(dividingBy: plan.tileCount)
                        let start = offsets(index)
                        Scalar.gemm(
                            library,
                            call.moved(by: start).tile(
                                down: tile / plan.across * plan.tileRows,
                                across: tile % plan.across * plan.tileColumns, plan))
                    }
                }
            }
        }
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
        let worthwhile = Int(TilePlan.chunkWork / 2 / work)
        itemsPerChunk = max(1, min(max(worthwhile, plan.tilesPerChunk), itemCount))
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

    /// The call for the tile of C whose first element is at a row and a column.
    fileprivate func tile(down row: Int, across column: Int, _ plan: TilePlan) -> GemmCall {
        var call = self
        call.product.rows = min(plan.tileRows, product.rows - row)
        call.product.columns = min(plan.tileColumns, product.columns - column)
        call.a += product.transposesA ? row : row * product.strideA
        call.b += product.transposesB ? column * product.strideB : column
        call.c += row * product.strideC + column
        return call
    }
}
