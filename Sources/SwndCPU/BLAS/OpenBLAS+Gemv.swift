import SwndCore
import SwndOpenBLAS

extension OpenBLAS {
    /// Computes `y = alpha * op(A) @ x + beta * y`; y is not read when beta is zero.
    ///
    /// The parts that run in parallel depend on the shape alone, so the bits do not depend on the
    /// number of threads.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func gemv<Scalar: BLASScalar>(
        _ product: MatrixVectorProduct, alpha: Scalar = 1, _ a: UnsafePointer<Scalar>,
        _ x: UnsafePointer<Scalar>, beta: Scalar = 0, into y: UnsafeMutablePointer<Scalar>
    ) throws(SwndError) {
        try product.validate()
        let call = GemvCall(product: product, alpha: alpha, a: a, x: x, beta: beta, y: y)
        perform(ThinProduct(call))
    }

    /// Computes a few vectors with one matrix.
    func perform<Scalar: BLASScalar>(_ thin: ThinProduct<Scalar>) {
        guard thin.length > 0 else { return }
        let part = thin.partLength
        threads.single {
            ThreadPool.shared.parallelFor((thin.length + part - 1) / part) { chunk in
                let start = chunk * part
                OpenBLASGate.pass {
                    for vector in 0..<thin.vectorCount {
                        Scalar.gemv(
                            library, thin.call(vector, start, min(part, thin.length - start)))
                    }
                }
            }
        }
    }
}

/// A matrix times a few vectors, one after the other for each part of the matrix.
///
/// OpenBLAS's matrix product would copy the whole matrix first, which takes four times as long as
/// using it once.
struct ThinProduct<Scalar: BLASScalar> {
    private var first: GemvCall<Scalar>
    let vectorCount: Int
    private let stepX: Int
    private let stepY: Int

    /// The most vectors for which this is faster than packing.
    private static var mostVectors: Int { 4 }

    init(_ call: GemvCall<Scalar>) {
        first = call
        vectorCount = 1
        stepX = 0
        stepY = 0
    }

    /// A product of matrices of which one is thin, or `nil` when it is not worth it.
    init?(_ call: GemmCall<Scalar>) {
        let p = call.product
        let most = p.work > Double(TilePlan.smallWork) ? Self.mostVectors : 1
        guard p.depth > 0, min(p.rows, p.columns) <= most else { return nil }
        if p.columns <= p.rows {
            self.init(columnsOf: call)
        } else {
            self.init(rowsOf: call)
        }
    }

    /// Column j of C is op(A) times column j of op(B).
    private init(columnsOf call: GemmCall<Scalar>) {
        let p = call.product
        let product = MatrixVectorProduct(
            rows: p.transposesA ? p.depth : p.rows, columns: p.transposesA ? p.rows : p.depth,
            transposes: p.transposesA, strideA: p.strideA,
            strideX: p.transposesB ? 1 : p.strideB, strideY: p.strideC)
        first = GemvCall(
            product: product, alpha: call.alpha, a: call.a, x: call.b, beta: call.beta, y: call.c)
        vectorCount = p.columns
        stepX = p.transposesB ? p.strideB : 1
        stepY = 1
    }

    /// Row i of C is row i of op(A) times op(B), which is op(B) transposed times that row.
    private init(rowsOf call: GemmCall<Scalar>) {
        let p = call.product
        let product = MatrixVectorProduct(
            rows: p.transposesB ? p.columns : p.depth, columns: p.transposesB ? p.depth : p.columns,
            transposes: !p.transposesB, strideA: p.strideB,
            strideX: p.transposesA ? p.strideA : 1, strideY: 1)
        first = GemvCall(
            product: product, alpha: call.alpha, a: call.b, x: call.a, beta: call.beta, y: call.c)
        vectorCount = p.rows
        stepX = p.transposesA ? 1 : p.strideA
        stepY = p.strideC
    }

    /// The elements of every vector of the result.
    var length: Int { first.product.transposes ? first.product.columns : first.product.rows }

    /// The elements of the result that one call computes: at least 65536 elements of the matrix.
    var partLength: Int {
        let product = first.product
        let other = max(1, product.transposes ? product.rows : product.columns)
        let length = ((1 << 16) + other - 1) / other
        return product.transposes ? max(512, (length + 63) / 64 * 64) : (length + 15) / 16 * 16
    }

    /// The call for some elements of one vector of the result.
    func call(_ vector: Int, _ start: Int, _ length: Int) -> GemvCall<Scalar> {
        var call = first
        call.x += vector * stepX
        call.y += vector * stepY + start * call.product.strideY
        if call.product.transposes {
            call.product.columns = length
            call.a += start
        } else {
            call.product.rows = length
            call.a += start * call.product.strideA
        }
        return call
    }
}
