import SwndCPU

/// Numbers between -1 and 1 with ten bits, so that sums of some thousand products are exact in
/// `Double`.
enum Numbers {
    private static let floats: [Float] = make()
    private static let doubles: [Double] = make()

    static func some<Scalar: BLASScalar>(_ count: Int, seed: Int) -> [Scalar] {
        let all =
            Scalar.self == Float.self
            ? unsafeBitCast(floats, to: [Scalar].self) : unsafeBitCast(doubles, to: [Scalar].self)
        return Array(all[seed * 100..<seed * 100 + count])
    }

    private static func make<Scalar: BLASScalar>() -> [Scalar] {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        return (0..<4_000_000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Scalar(Int16(truncatingIfNeeded: state >> 53) - 1024) / 1024
        }
    }
}

/// A product with its operands, rows padded, and NaN wherever nothing may be read.
struct Example<Scalar: ProductScalar> {
    var product: MatrixProduct
    var a: [Scalar]
    var b: [Scalar]

    init(_ product: MatrixProduct) {
        self.product = product
        a = Numbers.some(
            (product.transposesA ? product.depth : product.rows) * product.strideA, seed: 1)
        b = Numbers.some(
            (product.transposesB ? product.columns : product.depth) * product.strideB, seed: 2)
    }

    /// A shape with padded rows.
    init(_ shape: (Int, Int, Int), _ ta: Bool, _ tb: Bool, padding: (Int, Int, Int) = (0, 0, 0)) {
        let (m, n, k) = shape
        self.init(
            MatrixProduct(
                rows: m, columns: n, depth: k, transposesA: ta, transposesB: tb,
                strideA: (ta ? m : k) + padding.0, strideB: (tb ? k : n) + padding.1,
                strideC: n + padding.2))
        let (rowA, rowB) = (ta ? m : k, tb ? k : n)
        for index in a.indices where index % product.strideA >= rowA { a[index] = .nan }
        for index in b.indices where index % product.strideB >= rowB { b[index] = .nan }
    }

    func element(_ row: Int, _ column: Int) -> Double { sums(row, column).plain }

    /// An element, and the sum of the magnitudes of its terms: what errors are measured by.
    func sums(_ row: Int, _ column: Int) -> (plain: Double, absolute: Double) {
        var sum = 0.0
        var absolute = 0.0
        let p = product
        for k in 0..<p.depth {
            let term =
                Double(a[p.transposesA ? k * p.strideA + row : row * p.strideA + k])
                * Double(b[p.transposesB ? column * p.strideB + k : k * p.strideB + column])
            sum += term
            absolute += abs(term)
        }
        return (sum, absolute)
    }
}

/// Some positions of a length, from every part that it may be cut into.
func samples(_ length: Int) -> [Int] {
    if length < 8 { return Array(0..<length) }
    return [0, 1, length - 2, length - 1] + stride(from: 5, to: length - 2, by: 61)
}
