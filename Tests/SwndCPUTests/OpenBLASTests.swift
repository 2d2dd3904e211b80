import Glibc
import SwndCore
import SwndOpenBLAS
import SwndCPU
import Testing

extension Example {
    /// What OpenBLAS makes of it, in a C filled before.
    fileprivate func computed(
        alpha: Scalar = 1, beta: Scalar = 0, from c: Scalar = .nan
    ) throws -> [Scalar] {
        var result = [Scalar](repeating: c, count: product.rows * product.strideC)
        try OpenBLAS.open().gemm(product, alpha: alpha, a, b, beta: beta, into: &result)
        return result
    }
}

/// OpenBLAS, which computes products where swnd has no kernels of its own.
@Suite(.serialized) struct OpenBLASTests {
    private static let shapes: [(Int, Int, Int)] = [
        (1, 1, 1), (1, 1, 0), (3, 2, 0), (2, 3, 4), (1, 300, 700), (300, 1, 700), (2, 1200, 1000),
        (1200, 3, 1000), (17, 33, 65), (64, 64, 64), (128, 128, 128), (100, 101, 103),
        (130, 190, 400), (257, 129, 511), (10, 12, 5000), (65, 70, 4500), (1000, 10, 128),
    ]

    @Test(arguments: shapes)
    func everyElementIsRight(shape: (Int, Int, Int)) throws {
        try check(Float.self, shape)
        try check(Double.self, shape)
    }

    private func check<Scalar: ProductScalar>(_: Scalar.Type, _ shape: (Int, Int, Int)) throws {
        for transposes in 0..<4 {
            let (ta, tb) = (transposes & 1 == 1, transposes & 2 == 2)
            let (m, n, k) = shape
            let example = Example<Scalar>(
                MatrixProduct(
                    rows: m, columns: n, depth: k, transposesA: ta, transposesB: tb,
                    strideA: (ta ? m : k) + 3, strideB: (tb ? k : n) + 1, strideC: n + 2))
            let plain = try example.computed()
            let scaled = try example.computed(alpha: 2, beta: -0.5, from: 3)
            let tolerance = Double(Scalar.ulpOfOne) * Double(k + 1)
            for row in samples(m) {
                for column in samples(n) + [n, n + 1] {
                    let index = row * (n + 2) + column
                    if column >= n {
                        #expect(plain[index].isNaN && scaled[index] == 3)
                        continue
                    }
                    let expected = example.element(row, column)
                    let isRight =
                        abs(Double(plain[index]) - expected) <= tolerance
                        && abs(Double(scaled[index]) - (2 * expected - 1.5)) <= 4 * tolerance
                    if !isRight {
                        Issue.record("\(Scalar.self) \(shape) \(ta) \(tb) at \(row), \(column)")
                        return
                    }
                }
            }
        }
    }

    @Test(arguments: [
        (100, 100, 100), (128, 128, 128), (200, 190, 180), (256, 300, 512), (515, 513, 517),
        (130, 1000, 700), (1000, 131, 600), (5, 4000, 300), (64, 64, 9000), (10, 128, 9000),
        (1, 3000, 900), (3000, 1, 900), (4, 3000, 900), (777, 64, 1025),
    ])
    func theBitsDoNotDependOnTheNumberOfThreads(shape: (Int, Int, Int)) throws {
        try checkBits(Float.self, shape)
        try checkBits(Double.self, shape)
    }

    private func checkBits<Scalar: ProductScalar>(_: Scalar.Type, _ shape: (Int, Int, Int)) throws {
        let before = ThreadPool.shared.threadCount
        defer { ThreadPool.shared.setThreadCount(before) }
        for transposes in 0..<4 {
            let example = Example<Scalar>(
                MatrixProduct(
                    rows: shape.0, columns: shape.1, depth: shape.2,
                    transposesA: transposes & 1 == 1, transposesB: transposes & 2 == 2))
            ThreadPool.shared.setThreadCount(1)
            let expected = try example.computed()
            for threadCount in [2, 3, 8] {
                ThreadPool.shared.setThreadCount(threadCount)
                #expect(
                    try example.computed() == expected, "\(Scalar.self), \(threadCount) threads")
            }
        }
    }

    @Test(arguments: [
        (3, 2, 2, 2), (100, 8, 9, 10), (7, 64, 64, 64), (3, 300, 200, 100), (2, 5, 5, 5000),
    ])
    func batchesAreManyProducts(batch: (Int, Int, Int, Int)) throws {
        let (count, m, n, k) = batch
        let a: [Float] = Numbers.some(count * m * k, seed: 3)
        let b: [Float] = Numbers.some(n * k, seed: 4)
        let product = MatrixProduct(rows: m, columns: n, depth: k)
        var c = [Float](repeating: .nan, count: count * m * n)
        try OpenBLAS.open().gemm(product, batchCount: count, a, b, into: &c) { index in
            (index * m * k, 0, index * m * n)
        }
        for index in 0..<count {
            var single = [Float](repeating: .nan, count: m * n)
            try a.withUnsafeBufferPointer { a in
                guard let start = a.baseAddress else { return }
                try OpenBLAS.open().gemm(product, start + index * m * k, b, into: &single)
            }
            let pairs = zip(single, c[index * m * n..<(index + 1) * m * n])
            #expect(pairs.allSatisfy { abs($0 - $1) <= Float(k) * 1e-6 })
        }
    }

    @Test func vectorsMayBeStrided() throws {
        for transposes in [false, true] {
            let product = MatrixVectorProduct(
                rows: 700, columns: 500, transposes: transposes, strideA: 503, strideX: 3,
                strideY: 2)
            let (inner, outer) = transposes ? (700, 500) : (500, 700)
            let a: [Double] = Numbers.some(700 * 503, seed: 5)
            let x: [Double] = Numbers.some(inner * 3, seed: 6)
            var y = [Double](repeating: .nan, count: outer * 2)
            try OpenBLAS.open().gemv(product, alpha: 2, a, x, into: &y)
            for i in 0..<outer {
                var sum = 0.0
                for j in 0..<inner { sum += a[transposes ? j * 503 + i : i * 503 + j] * x[3 * j] }
                #expect(abs(y[2 * i] - 2 * sum) < 1e-9 && y[2 * i + 1].isNaN)
            }
        }
    }

    @Test func shapesThatDoNotFitAreErrors() throws {
        var c: [Float] = [0]
        let products = [
            MatrixProduct(rows: -1, columns: 1, depth: 1),
            MatrixProduct(rows: 1, columns: .max, depth: 1),
            MatrixProduct(rows: 1, columns: 1, depth: .min),
            MatrixProduct(rows: 2, columns: 2, depth: 2, strideA: 1),
            MatrixProduct(rows: 2, columns: 2, depth: 3, transposesB: true, strideB: 2),
            MatrixProduct(rows: 2, columns: 2, depth: 2, strideC: 1),
        ]
        for product in products {
            #expect { try OpenBLAS.open().gemm(product, [0], [0], into: &c) } throws: {
                ($0 as? SwndError)?.code == .value
            }
        }
    }

    @Test func librariesThatAreMissingOrWrongAreErrors() {
        for path in ["/nowhere/libopenblas.so", "libm.so.6"] {
            guard case .failure(let error) = OpenBLASLibrary.open(path: path) else {
                Issue.record("\(path) was taken for OpenBLAS")
                continue
            }
            #expect(error.code == .unsupported && error.message.contains(path))
        }
    }
}

@Suite(.serialized) struct OpenBLASForkTests {
    private static func multiply(_ size: Int = 300) -> Bool {
        let ones = [Float](repeating: 1, count: size * size)
        var c = [Float](repeating: 0, count: size * size)
        let product = MatrixProduct(rows: size, columns: size, depth: size)
        do { try OpenBLAS.open().gemm(product, ones, ones, into: &c) } catch { return false }
        return c.allSatisfy { $0 == Float(size) }
    }

    @Test func productsWorkInTheChild() {
        ThreadPool.shared.setThreadCount(2)
        #expect(Self.multiply())
        for _ in 0..<20 { #expect(inChild { Self.multiply() && Self.multiply(64) } == .exit(0)) }
        #expect(Self.multiply())
    }

    @Test func aForkInTheMiddleOfAProductIsSafe() async {
        ThreadPool.shared.setThreadCount(2)
        let isOver = Flag()
        await withTaskGroup(of: Bool.self) { group in
            for size in [300, 40] {
                group.addTask {
                    while !isOver.isSet { if !Self.multiply(size) { return false } }
                    return true
                }
            }
            for _ in 0..<50 { #expect(inChild { Self.multiply() } == .exit(0)) }
            isOver.set()
            for await isRight in group { #expect(isRight) }
        }
    }
}
