import CSystem

/// Tells AddressSanitizer which bytes of the pool's blocks may be touched, in builds with it (`.ci/sanitize`): it knows what `malloc`
/// gives, but not what the pool cuts. In other builds there is nothing of this.
enum Sanitizer {
    /// A block is in use: `byteCount` bytes and the slack after them may be touched, and no others.
    @inline(__always)
    static func open(_ block: UnsafeMutableRawPointer, _ byteCount: Int) {
        #if SWND_SANITIZE
            guard let size = SizeClass(byteCount: byteCount) else { return }
            let used = byteCount + SizeClass.slack
            csystem_sanitizer_allow(block, used)
            csystem_sanitizer_forbid(block + used, size.blockByteCount - used)
        #endif
    }

    /// A block is free: nothing of it may be touched.
    @inline(__always)
    static func close(_ block: UnsafeMutableRawPointer, _ byteCount: Int) {
        #if SWND_SANITIZE
            guard let size = SizeClass(byteCount: byteCount) else { return }
            csystem_sanitizer_forbid(block, size.blockByteCount)
        #endif
    }

    /// Addresses that go back to the system may be somebody else's later.
    @inline(__always)
    static func forget(_ address: UnsafeMutableRawPointer, byteCount: Int) {
        #if SWND_SANITIZE
            csystem_sanitizer_allow(address, byteCount)
        #endif
    }
}
