import SwndCore

extension OpenBLAS {
    /// Computes `y = alpha * op(A) @ x + beta * y`; y is not read when beta is zero.
    ///
    /// The parts that run in parallel depend on the shape alone, so the bits do not depend on the
    /// number of threads.
    public func gemv<Scalar: BLASScalar>(
        _ product: MatrixVectorProduct, alpha: Scalar = 1, _ a: UnsafePointer<Scalar>,
        _ x: UnsafePointer<Scalar>, beta: Scalar = 0, into y: UnsafeMutablePointer<Scalar>
    ) throws(SwndError) {
        try product.validate()
        let length = product.transposes ? product.columns : product.rows
        guard length > 0 else { return }
        let call = GemvCall(product: product, alpha: alpha, a: a, x: x, beta: beta, y: y)
        let part = Self.partLength(product)
        threads.single {
            ThreadPool.shared.parallelFor((length + part - 1) / part) { chunk in
                let start = chunk * part
                OpenBLASGate.pass {
                    Scalar.gemv(library, call.part(start, min(part, length - start)))
                }
            }
        }
    }

    /// The elements of y that one call computes: at least 256 KiB of A in floats, and whole cache
    /// lines of it.
    private static func partLength(_ product: MatrixVectorProduct) -> Int {
        let other = max(1, product.transposes ? product.rows : product.columns)
        let elements = 1 << 16
        let length = (elements + other - 1) / other
        return product.transposes ? max(512, (length + 63) / 64 * 64) : (length + 15) / 16 * 16
    }
}

extension GemvCall {
    /// The call for some elements of y.
    fileprivate func part(_ start: Int, _ length: Int) -> GemvCall {
        var call = self
        if product.transposes {
            call.product.columns = length
            call.a += start
        } else {
            call.product.rows = length
            call.a += start * product.strideA
        }
        call.y += start * product.strideY
        return call
    }
}
