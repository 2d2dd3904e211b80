import CSystem
import Glibc
import SwndCore
import Synchronization

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

    /// What came of the opening. Written once, before `isOpened` is set.
    nonisolated(unsafe) private static var opened: Result<OpenBLAS, SwndError>?
    private static let isOpened = Atomic<Bool>(false)
    private static let isOpening = Atomic<Bool>(false)

    /// OpenBLAS, opened when this is first called; throws each time where it cannot be had.
    public static func open() throws(SwndError) -> OpenBLAS {
        // Inside the gate, where neither a fork nor the end of the process falls into the opening. Not by a static constant: the child of
        // a fork would wait for ever for a thread of its parent that makes one.
        if !isOpened.load(ordering: .acquiring) { OpenBLASGate.pass(openOnce) }
        guard let opened else {
            throw SwndError(.internalFault, "OpenBLAS: the opening came to no end")
        }
        return try opened.get()
    }

    private static func openOnce() {
        while isOpening.exchange(true, ordering: .acquiring) { sched_yield() }
        defer { isOpening.store(false, ordering: .releasing) }
        if isOpened.load(ordering: .relaxed) { return }
        opened = OpenBLASLibrary.open().map { library in
            let blas = OpenBLAS(library)
            // The gate closes, and launches end, before OpenBLAS makes itself ready for a fork.
            csystem_handle_forks_first()
            return blas
        }
        isOpened.store(true, ordering: .releasing)
    }

    private init(_ library: OpenBLASLibrary) {
        self.library = library
        threads = OpenBLASThreads(library)
    }
}
