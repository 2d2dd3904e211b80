import COpenBLAS
import Glibc
import SwndCore

/// OpenBLAS's functions, found in the library that was opened at run time.
///
/// Nothing links to OpenBLAS: loading swnd neither reads its 35 MB nor starts its threads.
public struct OpenBLASLibrary: @unchecked Sendable {
    package let sgemm: copenblas_sgemm
    package let dgemm: copenblas_dgemm
    package let sgemv: copenblas_sgemv
    package let dgemv: copenblas_dgemv
    /// LAPACK for float32 and float64; nothing where the library holds BLAS alone.
    let single: LAPACKRoutines?
    let double: LAPACKRoutines?
    /// These are OpenBLAS's own, `nil` in another BLAS.
    let setThreadCount: copenblas_set_num_threads?
    let getThreadCount: copenblas_get_num_threads?
    /// Whether somebody else in this process, such as Debian's NumPy, uses the library as well.
    let isShared: Bool
    private let getConfiguration: copenblas_get_config?
    private let getCoreName: copenblas_get_corename?

    /// What the library says about itself; empty in another BLAS.
    public var configuration: String {
        getConfiguration.flatMap { $0() }.map { String(cString: $0) } ?? ""
    }

    /// The kind of processor that its kernels are for, such as `Haswell`; empty in another BLAS.
    public var coreName: String {
        getCoreName.flatMap { $0() }.map { String(cString: $0) } ?? ""
    }

    private static let names = [
        "libopenblas.so.0", "libopenblas.so", "libcblas.so.3", "libblas.so.3",
    ]

    /// Opens the library that `SWND_OPENBLAS` names, or the first one of the usual names.
    static func open() -> Result<OpenBLASLibrary, SwndError> {
        if let path = Environment.openBLASPath { return open(path: path) }
        for name in names {
            if case .success(let library) = open(path: name) { return .success(library) }
        }
        return .failure(
            SwndError(
                .unsupported,
                """
                OpenBLAS was not found: apt-get install libopenblas0, or set SWND_OPENBLAS to \
                its path
                """))
    }

    /// Opens a library by its path, or by its name on the system's search path.
    package static func open(path: String) -> Result<OpenBLASLibrary, SwndError> {
        let earlier = dlopen(path, RTLD_NOW | RTLD_NOLOAD)
        guard let handle = earlier ?? dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
            return .failure(SwndError(.unsupported, "OpenBLAS cannot be opened: \(reason)"))
        }
        guard let library = OpenBLASLibrary(handle, isShared: earlier != nil) else {
            dlclose(handle)
            return .failure(
                SwndError(.unsupported, "OpenBLAS: \(path) is something else, without cblas_sgemm"))
        }
        return .success(library)
    }

    private init?(_ handle: UnsafeMutableRawPointer, isShared: Bool) {
        func find<Function>(_ name: String, as type: Function.Type) -> Function? {
            dlsym(handle, name).map { unsafeBitCast($0, to: type) }
        }
        guard let sgemm = find("cblas_sgemm", as: copenblas_sgemm.self),
            let dgemm = find("cblas_dgemm", as: copenblas_dgemm.self),
            let sgemv = find("cblas_sgemv", as: copenblas_sgemv.self),
            let dgemv = find("cblas_dgemv", as: copenblas_dgemv.self)
        else { return nil }
        self.sgemm = sgemm
        self.dgemm = dgemm
        self.sgemv = sgemv
        self.dgemv = dgemv
        self.isShared = isShared
        single = LAPACKRoutines(handle, prefix: "s")
        double = LAPACKRoutines(handle, prefix: "d")
        setThreadCount = find("openblas_set_num_threads", as: copenblas_set_num_threads.self)
        getThreadCount = find("openblas_get_num_threads", as: copenblas_get_num_threads.self)
        getConfiguration = find("openblas_get_config", as: copenblas_get_config.self)
        getCoreName = find("openblas_get_corename", as: copenblas_get_corename.self)
    }
}
