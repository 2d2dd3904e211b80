import COpenBLAS
import SwndOpenBLAS

/// A number type that OpenBLAS computes with: `Float` or `Double`.
public protocol BLASScalar: BinaryFloatingPoint, Sendable {
    /// Calls `cblas_?gemm`.
    static func gemm(_ library: OpenBLASLibrary, _ call: GemmCall<Self>)
    /// Calls `cblas_?gemv`.
    static func gemv(_ library: OpenBLASLibrary, _ call: GemvCall<Self>)
}

/// The arguments of one call of `cblas_?gemm`, for matrices in row-major order.
public struct GemmCall<Scalar: BLASScalar> {
    var product: MatrixProduct
    var alpha: Scalar
    var a: UnsafePointer<Scalar>
    var b: UnsafePointer<Scalar>
    var beta: Scalar
    var c: UnsafeMutablePointer<Scalar>
}

/// The arguments of one call of `cblas_?gemv`, for a matrix in row-major order.
public struct GemvCall<Scalar: BLASScalar> {
    var product: MatrixVectorProduct
    var alpha: Scalar
    var a: UnsafePointer<Scalar>
    var x: UnsafePointer<Scalar>
    var beta: Scalar
    var y: UnsafeMutablePointer<Scalar>
}

extension Float: BLASScalar {
    /// Calls the function of OpenBLAS.
    public static func gemm(_ library: OpenBLASLibrary, _ call: GemmCall<Float>) {
        let p = call.product
        library.sgemm(
            CblasRowMajor, transpose(p.transposesA), transpose(p.transposesB),
            blasInt(p.rows), blasInt(p.columns), blasInt(p.depth), call.alpha, call.a,
            blasInt(p.strideA), call.b, blasInt(p.strideB), call.beta, call.c, blasInt(p.strideC))
    }

    /// Calls the function of OpenBLAS.
    public static func gemv(_ library: OpenBLASLibrary, _ call: GemvCall<Float>) {
        let p = call.product
        library.sgemv(
            CblasRowMajor, transpose(p.transposes), blasInt(p.rows), blasInt(p.columns),
            call.alpha, call.a, blasInt(p.strideA), call.x, blasInt(p.strideX), call.beta,
            call.y, blasInt(p.strideY))
    }
}

extension Double: BLASScalar {
    /// Calls the function of OpenBLAS.
    public static func gemm(_ library: OpenBLASLibrary, _ call: GemmCall<Double>) {
        let p = call.product
        library.dgemm(
            CblasRowMajor, transpose(p.transposesA), transpose(p.transposesB),
            blasInt(p.rows), blasInt(p.columns), blasInt(p.depth), call.alpha, call.a,
            blasInt(p.strideA), call.b, blasInt(p.strideB), call.beta, call.c, blasInt(p.strideC))
    }

    /// Calls the function of OpenBLAS.
    public static func gemv(_ library: OpenBLASLibrary, _ call: GemvCall<Double>) {
        let p = call.product
        library.dgemv(
            CblasRowMajor, transpose(p.transposes), blasInt(p.rows), blasInt(p.columns),
            call.alpha, call.a, blasInt(p.strideA), call.x, blasInt(p.strideX), call.beta,
            call.y, blasInt(p.strideY))
    }
}

@inline(__always)
private func transpose(_ transposes: Bool) -> CBLAS_TRANSPOSE {
    transposes ? CblasTrans : CblasNoTrans
}

/// A number that `validate` has found to fit.
@inline(__always)
private func blasInt(_ number: Int) -> Int32 {
    Int32(truncatingIfNeeded: number)
}
