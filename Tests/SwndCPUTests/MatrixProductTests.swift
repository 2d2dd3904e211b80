import SwndCPU
import SwndCore
import Synchronization
import Testing

extension Example {
    /// What kernels make of it, in a C full of NaN.
    fileprivate func multiplied(kernels rank: Int = 0) throws -> [Scalar] {
        var result = [Scalar](repeating: .nan, count: product.rows * product.strideC)
        try product.multiply(a, b, into: &result, kernels: rank)
        return result
    }

    /// A place that is wrong, or `nil`. All elements of small products are looked at, and some of large ones.
    fileprivate func firstFault(of result: [Scalar]) -> String? {
        let p = product
        let isSmall = p.work <= 200_000
        for row in isSmall ? Array(0..<p.rows) : samples(p.rows) {
            for column in isSmall ? Array(0..<p.columns) : samples(p.columns) {
                let value = Double(result[row * p.strideC + column])
                let expected = sums(row, column)
                // A NaN is far from everything.
                let tolerance = 8 * Double(Scalar.ulpOfOne) * expected.absolute
                if !(abs(value - expected.plain) <= tolerance) {
                    return "\(Scalar.self) \(p) at \(row), \(column): \(value)"
                }
            }
            for column in p.columns..<p.strideC where !result[row * p.strideC + column].isNaN {
                return "\(Scalar.self) \(p) wrote behind row \(row)"
            }
        }
        return nil
    }
}

/// Runs a body with some numbers of threads.
private func forThreadCounts(_ counts: [Int], _ body: (Int) throws -> Void) rethrows {
    let before = ThreadPool.shared.threadCount
    defer { ThreadPool.shared.setThreadCount(before) }
    for count in counts {
        ThreadPool.shared.setThreadCount(count)
        try body(count)
    }
}

/// swnd's own kernels: all that this processor runs.
@Suite(.serialized) struct MatrixProductTests {
    /// Around the borders of tiles, of registers, of blocks of the depth, of what counts as few.
    private static let sides = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 24, 31, 32, 33]
    private static let depths = [1, 2, 7, 8, 9, 15, 16, 17, 33]
    private static let large: [(Int, Int, Int)] = [
        (64, 64, 64), (97, 95, 100), (128, 128, 255), (128, 128, 257), (100, 513, 300),
        (193, 1030, 512), (257, 129, 511), (10, 12, 5000), (128, 128, 1025), (65, 70, 4500),
        (1000, 10, 128), (10, 1000, 128), (1, 300, 700), (300, 1, 700), (2, 1200, 1000),
        (1200, 3, 1000), (4, 1025, 600), (1, 5000, 300), (5000, 1, 300), (1, 1, 5000),
        (1, 1, 200_000), (2, 3, 140_000), (8, 700, 520), (300, 200, 1),
    ]

    @Test(arguments: sides)
    func everyElementOfASmallProductIsRight(rows: Int) throws {
        for columns in Self.sides {
            for depth in Self.depths {
                try checkAll((rows, columns, depth), padding: (3, 1, 2))
            }
        }
    }

    @Test(arguments: large)
    func everyElementIsRight(shape: (Int, Int, Int)) throws {
        try checkAll(shape, padding: (0, 0, 0))
        try checkAll(shape, padding: (5, 2, 1))
    }

    private func checkAll(_ shape: (Int, Int, Int), padding: (Int, Int, Int)) throws {
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            try check(Example<Float>(shape, ta, tb, padding: padding))
            try check(Example<Double>(shape, ta, tb, padding: padding))
        }
    }

    private func check<Scalar: ProductScalar>(_ example: Example<Scalar>) throws {
        for rank in 0..<3 where rank == 0 || Scalar.kernels(rank) != nil {
            let fault = example.firstFault(of: try example.multiplied(kernels: rank))
            #expect(fault == nil)
        }
    }

    @Test func withoutKernelsOpenBLASMultiplies() throws {
        let example = Example<Float>((30, 40, 50), false, true)
        #expect(Float.kernels(3) == nil && Float.kernels(-1) == nil)
        let fault = example.firstFault(of: try example.multiplied(kernels: 3))
        #expect(fault == nil)
    }

    @Test(
        arguments: large + [(256, 300, 512), (515, 513, 517), (130, 1000, 700), (64, 64, 9000)])
    func theBitsDoNotDependOnTheNumberOfThreads(shape: (Int, Int, Int)) throws {
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            try checkBits(Example<Float>(shape, ta, tb))
            try checkBits(Example<Double>(shape, ta, tb))
        }
    }

    private func checkBits<Scalar: ProductScalar>(_ example: Example<Scalar>) throws {
        var expected: [Scalar] = []
        try forThreadCounts([1, 2, 3, 8]) { count in
            let result = try example.multiplied()
            if count == 1 { expected = result }
            #expect(result == expected, "\(Scalar.self), \(example.product), \(count) threads")
        }
    }

    /// An element is the same whatever stands around it, and whatever kernels compute it, if no side is thin.
    @Test func partsOfAProductHaveItsBits() throws {
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            let whole = Example<Float>((150, 200, 600), ta, tb)
            let expected = try whole.multiplied()
            for (rows, columns) in [(9, 17), (64, 64), (13, 200), (150, 33), (149, 199)] {
                var part = whole
                part.product.rows = rows
                part.product.columns = columns
                for rank in 0..<3 where Float.kernels(rank) != nil {
                    let result = try part.multiplied(kernels: rank)
                    let isSame = (0..<rows).allSatisfy { row in
                        let line = row * 200..<row * 200 + columns
                        return result[line] == expected[line]
                    }
                    #expect(isSame, "\(rows) x \(columns), \(ta), \(tb), kernels \(rank)")
                }
            }
        }
    }

    @Test(arguments: [
        (3, 2, 2, 2), (100, 8, 9, 10), (7, 64, 64, 64), (3, 300, 200, 100), (2, 5, 5, 5000),
        (5, 1, 300, 200), (5, 300, 1, 200), (2, 260, 260, 260), (40, 128, 128, 128),
    ])
    func productsOfABatchHaveTheBitsOfSingleOnes(batch: (Int, Int, Int, Int)) throws {
        let (count, m, n, k) = batch
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            let product = MatrixProduct(
                rows: m, columns: n, depth: k, transposesA: ta, transposesB: tb)
            let a: [Float] = Numbers.some(count * m * k, seed: 3)
            let b: [Float] = Numbers.some(n * k + count, seed: 4)
            var expected: [Float] = []
            for index in 0..<count {
                var single = [Float](repeating: .nan, count: m * n)
                try product.multiply(
                    Array(a[index * m * k..<(index + 1) * m * k]), Array(b[index...]),
                    into: &single)
                expected += single
            }
            try forThreadCounts([1, 2, 3, 8]) { threads in
                var c = [Float](repeating: .nan, count: count * m * n)
                try product.multiply(
                    a, b, into: &c, batchCount: count,
                    offsets: { ($0 * m * k, $0, $0 * m * n) })
                #expect(c == expected, "\(batch), \(ta), \(tb), \(threads) threads")
            }
        }
    }

    @Test func infinityAndNaNReachTheirRowsOnly() throws {
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            for shape in [(20, 40, 30), (3, 70, 300), (70, 3, 300), (130, 140, 600)] {
                var example = Example<Float>(shape, ta, tb)
                let stride = example.product.strideA
                example.a[ta ? 1 : stride] = .nan
                let result = try example.multiplied()
                for index in result.indices {
                    #expect(result[index].isNaN == (index / shape.1 == 1), "\(shape), \(index)")
                }
            }
        }
    }

    @Test func nothingTimesNothingIsZero() throws {
        for (m, n) in [(1, 1), (3, 5), (0, 4), (4, 0)] {
            let parts = Mutex(0)
            var c = [Float](repeating: .nan, count: m * n)
            try MatrixProduct(rows: m, columns: n, depth: 0).multiply(
                [0], [0], into: &c,
                epilogue: { tile in parts.withLock { $0 += tile.rows.count * tile.columns.count } })
            #expect(c.allSatisfy { $0 == 0 })
            #expect(parts.withLock { $0 } == m * n)
        }
    }

    @Test func shapesThatDoNotFitAreErrors() {
        var c: [Float] = [0]
        let products = [
            MatrixProduct(rows: -1, columns: 1, depth: 1),
            MatrixProduct(rows: 1, columns: .min, depth: 1),
            MatrixProduct(rows: 1, columns: 1, depth: .min),
            MatrixProduct(rows: 2, columns: 2, depth: 2, strideA: 1),
            MatrixProduct(rows: 2, columns: 2, depth: 3, transposesB: true, strideB: 2),
            MatrixProduct(rows: 2, columns: 2, depth: 2, strideC: 1),
        ]
        for product in products {
            #expect { try product.multiply([0], [0], into: &c) } throws: {
                ($0 as? SwndError)?.code == .value
            }
        }
    }
}
