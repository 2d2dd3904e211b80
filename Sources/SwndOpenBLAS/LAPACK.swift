import COpenBLAS
import SwndCore

/// LAPACK for one dtype, on square or rectangular matrices in C order without gaps.
///
/// Fortran takes a matrix in C order for its transpose. So the lower triangle here is the upper one there, factors are those of the
/// transpose, and nothing has to be turned round. Every call passes the gate of OpenBLAS; on how many threads it computes is for
/// ``surround(_:)`` to say.
public struct LAPACK: Sendable {
    private let routines: LAPACKRoutines
    private let isDouble: Bool

    /// The longest side of a matrix, so that LAPACK's 32 bits hold the sizes of work memory, too.
    public static let longestSide = 32_000

    /// Throws where the library is missing, or has no LAPACK.
    public static func check() throws(SwndError) {
        let library = try OpenBLAS.open().library
        guard library.single != nil, library.double != nil else {
            throw SwndError(
                .unsupported,
                """
                OpenBLAS was opened, but holds no LAPACK: apt-get install libopenblas0, or set \
                SWND_OPENBLAS to the path of a library that does
                """)
        }
    }

    /// The routines for float32 or float64; nothing where ``check()`` throws.
    public static func find(_ dtype: DType) -> LAPACK? {
        guard let library = try? OpenBLAS.open().library,
            let routines = dtype == .float64 ? library.double : library.single
        else { return nil }
        return LAPACK(routines: routines, isDouble: dtype == .float64)
    }

    /// Calls its argument with the library on one thread.
    public static func surround(_ calls: () -> Void) {
        guard let blas = try? OpenBLAS.open() else { return calls() }
        blas.threads.single(calls)
    }

    private init(routines: LAPACKRoutines, isDouble: Bool) {
        self.routines = routines
        self.isDouble = isDouble
    }

    /// Replaces the lower (or upper) triangle of a symmetric matrix by its Cholesky factor.
    ///
    /// - Returns: zero, or the order of the first leading minor that is not positive.
    public func potrf(_ a: UnsafeMutableRawPointer, order: Int, lower: Bool) -> Int {
        var (n, stride) = Self.square(order)
        return status { info in routines.potrf(Self.triangle(lower), &n, a, &stride, &info, 1) }
    }

    /// Replaces a Cholesky factor by the same triangle of the inverse of what it is the factor of.
    ///
    /// - Returns: zero, or the number of the first element of the diagonal that is zero, from 1.
    public func potri(_ a: UnsafeMutableRawPointer, order: Int, lower: Bool) -> Int {
        var (n, stride) = Self.square(order)
        return status { info in routines.potri(Self.triangle(lower), &n, a, &stride, &info, 1) }
    }

    /// Replaces B by the solution X of `op(A) X = alpha B`, or of `X op(A) = alpha B` where A stands on the right. A is triangular; what
    /// lies in its other triangle is not read.
    public func trsm(
        _ a: UnsafeRawPointer, _ b: UnsafeMutableRawPointer, rows: Int, columns: Int,
        alpha: Double, onRight: Bool, lower: Bool, transposed: Bool
    ) {
        var (m, n) = (Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: rows))
        var (strideA, strideB) = (max(onRight ? m : n, 1), max(m, 1))
        OpenBLASGate.pass {
            withScalar(alpha) { alpha in
                routines.trsm(
                    onRight ? "L" : "R", Self.triangle(lower), transposed ? "T" : "N", "N", &m,
                    &n, alpha, a, &strideA, b, &strideB, 1, 1, 1, 1)
            }
        }
    }

    /// Replaces a matrix by the factors of its transpose, P L U; `pivots` takes as many numbers as it has rows.
    ///
    /// - Returns: zero, or the number of the first pivot that is zero, from 1.
    public func getrf(
        _ a: UnsafeMutableRawPointer, order: Int, pivots: UnsafeMutablePointer<Int32>
    ) -> Int {
        var (n, stride) = Self.square(order)
        var columns = n
        return status { info in routines.getrf(&n, &columns, a, &stride, pivots, &info) }
    }

    /// Replaces the factors of a matrix's transpose by the matrix's inverse.
    ///
    /// - Parameter work: room for ``workColumns`` elements for each row.
    public func getri(
        _ a: UnsafeMutableRawPointer, order: Int, pivots: UnsafePointer<Int32>,
        work: UnsafeMutableRawPointer
    ) -> Int {
        var (n, stride) = Self.square(order)
        var room = max(1, n &* Int32(Self.workColumns))
        return status { info in routines.getri(&n, a, &stride, pivots, work, &room, &info) }
    }

    /// Factors a matrix with no more rows than columns as L Q: replaces its lower triangle by L, and all else by what ``orglq`` makes Q
    /// of.
    ///
    /// - Parameters:
    ///   - tau: room for an element for each row.
    ///   - work: room for ``workColumns`` elements for each row.
    public func gelqf(
        _ a: UnsafeMutableRawPointer, rows: Int, columns: Int, tau: UnsafeMutableRawPointer,
        work: UnsafeMutableRawPointer
    ) {
        var (m, n) = (Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: rows))
        var (stride, room) = (max(m, 1), max(1, n &* Int32(Self.workColumns)))
        // The transpose is Q R: R is L turned round, and the columns of that Q are the rows of this one.
        _ = status { info in routines.geqrf(&m, &n, a, &stride, tau, work, &room, &info) }
    }

    /// Replaces what ``gelqf`` left by Q, whose rows are orthonormal; the room is the same.
    public func orglq(
        _ a: UnsafeMutableRawPointer, rows: Int, columns: Int, tau: UnsafeRawPointer,
        work: UnsafeMutableRawPointer
    ) {
        var (m, n) = (Int32(truncatingIfNeeded: columns), Int32(truncatingIfNeeded: rows))
        var (stride, room) = (max(m, 1), max(1, n &* Int32(Self.workColumns)))
        var reflectors = n
        _ = status { info in
            routines.orgqr(&m, &n, &reflectors, a, &stride, tau, work, &room, &info)
        }
    }

    /// Replaces a symmetric matrix, of which the lower triangle is read, by its eigenvectors as rows; `values` takes the eigenvalues in
    /// ascending order.
    ///
    /// - Parameters:
    ///   - work: room for ``eigenWork(order:)`` elements.
    ///   - integers: room for `3 + 5 * order` numbers.
    /// - Returns: zero, or how many eigenvalues were not found.
    public func syevd(
        _ a: UnsafeMutableRawPointer, order: Int, values: UnsafeMutableRawPointer,
        work: UnsafeMutableRawPointer, integers: UnsafeMutablePointer<Int32>
    ) -> Int {
        var (n, stride) = Self.square(order)
        var room = Int32(truncatingIfNeeded: Self.eigenWork(order: order))
        var integerRoom = 3 &+ 5 &* n
        return status { info in
            routines.syevd(
                "V", "U", &n, a, &stride, values, work, &room, integers, &integerRoom, &info, 1, 1)
        }
    }

    /// Elements of work memory for each row, as many as LAPACK's blocks are wide.
    public static let workColumns = 64

    /// Elements of work memory that ``syevd(_:order:values:work:integers:)`` takes.
    public static func eigenWork(order: Int) -> Int { 1 &+ 6 &* order &+ 2 &* order &* order }

    private static func square(_ order: Int) -> (n: Int32, stride: Int32) {
        let n = Int32(truncatingIfNeeded: order)
        return (n, max(n, 1))
    }

    private static func triangle(_ lower: Bool) -> String { lower ? "U" : "L" }

    private func status(_ call: (_ info: inout Int32) -> Void) -> Int {
        var info: Int32 = 0
        OpenBLASGate.pass { call(&info) }
        return Int(info)
    }

    private func withScalar(_ value: Double, _ body: (UnsafeRawPointer) -> Void) {
        if isDouble {
            withUnsafePointer(to: value) { body($0) }
        } else {
            withUnsafePointer(to: Float(value)) { body($0) }
        }
    }
}
