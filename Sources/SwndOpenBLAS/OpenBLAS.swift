import SwndCore

/// Matrix products by OpenBLAS, shared out over swnd's own threads: for processors that swnd has no kernels of its own
/// for.
///
/// OpenBLAS is opened at first use and kept to one thread; products are cut into tiles that run on
/// ``ThreadPool``. So there is one set of threads, a `fork` is safe, and the bits do not depend on
/// the number of threads (see ``TilePlan``).
///
///     let blas = try OpenBLAS.open()
///     try blas.gemm(MatrixProduct(rows: 2, columns: 3, depth: 4), a, b, into: c)
public struct OpenBLAS: Sendable {
    /// The library behind it.
    public let library: OpenBLASLibrary
    let threads: OpenBLASThreads
    /// The processors of the machine, however many of them this process may use.
    let processorCount: Int

    /// Opened inside the gate: a process must not end while a library comes in.
    private static let opened: Result<OpenBLAS, SwndError> = OpenBLASGate.pass {
        OpenBLASLibrary.open().map { library in
            let blas = OpenBLAS(library)
            OpenBLASGate.guardForks()
            return blas
        }
    }

    /// OpenBLAS, opened when this is first called; throws each time where it cannot be had.
    public static func open() throws(SwndError) -> OpenBLAS {
        try opened.get()
    }

    private init(_ library: OpenBLASLibrary) {
        self.library = library
        threads = OpenBLASThreads(library)
        processorCount = CoreCount.installed()
    }
}
