import SwndCore

/// OpenBLAS, for LAPACK, and for matrix products on processors that swnd has no kernels of its own for.
///
/// It is opened at first use and kept to one thread; what swnd shares out, it shares out over threads of its own. So there is one set
/// of threads, a `fork` is safe, and the bits do not depend on the number of threads.
///
///     let blas = try OpenBLAS.open()
///     blas.threads.single { ... }
public struct OpenBLAS: Sendable {
    /// The library behind it.
    public let library: OpenBLASLibrary
    package let threads: OpenBLASThreads

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
    }
}
