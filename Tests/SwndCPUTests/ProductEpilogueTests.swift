import SwndCPU
import SwndCore
import Synchronization
import Testing

/// The parts of a product that are announced as soon as they are final.
@Suite(.serialized) struct ProductEpilogueTests {
    private static let shapes: [(Int, Int, Int)] = [
        (1, 1, 1), (8, 8, 8), (32, 32, 64), (100, 513, 300), (300, 200, 600), (1, 700, 400),
        (700, 1, 400), (3, 900, 1200), (900, 3, 1200), (64, 10, 5000), (2, 2, 140_000),
        (50, 60, 0),
    ]

    /// Every element belongs to one part, and has its value when that is announced.
    @Test(arguments: shapes, [1, 3])
    func partsCoverTheResultOnce(shape: (Int, Int, Int), batchCount: Int) throws {
        let (m, n, k) = shape
        let before = ThreadPool.shared.threadCount
        defer { ThreadPool.shared.setThreadCount(before) }
        for threads in [1, 2, 3, 8] {
            ThreadPool.shared.setThreadCount(threads)
            for rank in [0, 3] {
                for transposes in 0..<4 {
                    let product = MatrixProduct(
                        rows: m, columns: n, depth: k, transposesA: transposes & 1 == 1,
                        transposesB: transposes & 2 == 2)
                    try check(product, batchCount, rank)
                }
            }
        }
    }

    private func check(_ product: MatrixProduct, _ batchCount: Int, _ rank: Int) throws {
        let (m, n, k) = (product.rows, product.columns, product.depth)
        let a: [Float] = Numbers.some(batchCount * m * k + 1, seed: 7)
        let b: [Float] = Numbers.some(batchCount * n * k + 1, seed: 8)
        var c = [Float](repeating: .nan, count: batchCount * m * n)
        // What a fused program does: reads the part, and writes elsewhere. Parts do not overlap, so there is no lock.
        nonisolated(unsafe) let copy = UnsafeMutableBufferPointer<Float>.allocate(
            capacity: batchCount * m * n)
        copy.initialize(repeating: .nan)
        defer { copy.deallocate() }
        let seen = Atomic(0)
        try c.withUnsafeMutableBufferPointer { c in
            guard let start = c.baseAddress else { return }
            nonisolated(unsafe) let result = start
            try product.multiply(
                a, b, into: start, batchCount: batchCount, kernels: rank,
                offsets: { ($0 * m * k, $0 * n * k, $0 * m * n) },
                epilogue: { tile in
                    seen.wrappingAdd(tile.rows.count * tile.columns.count, ordering: .relaxed)
                    for row in tile.rows {
                        for column in tile.columns {
                            let index = (tile.batch * m + row) * n + column
                            copy[index] = result[index]
                        }
                    }
                })
        }
        #expect(seen.load(ordering: .relaxed) == batchCount * m * n)
        let isSame = copy.elementsEqual(c)
        #expect(isSame && !c.contains { $0.isNaN }, "\(product)")
    }
}
