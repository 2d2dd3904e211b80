import COpenBLAS
import Glibc

/// The routines of LAPACK for one type of numbers, as they were found in a library.
struct LAPACKRoutines: Sendable {
    let potrf: copenblas_potrf
    let potri: copenblas_potrf
    let trsm: copenblas_trsm
    let getrf: copenblas_getrf
    let getri: copenblas_getri
    let geqrf: copenblas_geqrf
    let orgqr: copenblas_orgqr
    let syevd: copenblas_syevd

    /// - Parameter prefix: `s` for float32, `d` for float64.
    init?(_ handle: UnsafeMutableRawPointer, prefix: String) {
        func find<Function>(_ name: String, as type: Function.Type) -> Function? {
            dlsym(handle, "\(prefix)\(name)_").map { unsafeBitCast($0, to: type) }
        }
        guard let potrf = find("potrf", as: copenblas_potrf.self),
            let potri = find("potri", as: copenblas_potrf.self),
            let trsm = find("trsm", as: copenblas_trsm.self),
            let getrf = find("getrf", as: copenblas_getrf.self),
            let getri = find("getri", as: copenblas_getri.self),
            let geqrf = find("geqrf", as: copenblas_geqrf.self),
            let orgqr = find("orgqr", as: copenblas_orgqr.self),
            let syevd = find("syevd", as: copenblas_syevd.self)
        else { return nil }
        self.potrf = potrf
        self.potri = potri
        self.trsm = trsm
        self.getrf = getrf
        self.getri = getri
        self.geqrf = geqrf
        self.orgqr = orgqr
        self.syevd = syevd
    }
}
