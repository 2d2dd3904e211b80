import Glibc

/// Blocks from the system: from `malloc` below 1 MiB, mapped above, in huge pages from 2 MiB.
///
/// A mapped block goes back to the system at once when it is freed. Huge pages make the first touch
/// of a large block cheaper: 16 MiB took 8.0 ms in pages of 4 KiB and 0.64 ms in huge ones (and 0.24
/// ms once touched) on a virtual machine, where a page fault costs 1.7 us.
enum SystemMemory {
    /// Blocks of this many bytes and more are mapped.
    static let mappingThreshold = 1 << 20
    private static let hugePage = 2 << 20
    private static let page = 4096

    /// A block for a size class, aligned to 64 bytes, or `nil` when the system has none.
    static func allocate(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        if size.capacity >= mappingThreshold { return map(mappedByteCount(size)) }
        var address: UnsafeMutableRawPointer?
        guard posix_memalign(&address, 64, size.blockByteCount) == 0 else { return nil }
        return address
    }

    /// Gives back a block of a size class.
    static func free(_ address: UnsafeMutableRawPointer, _ size: SizeClass) {
        if size.capacity >= mappingThreshold {
            munmap(address, mappedByteCount(size))
        } else {
            Glibc.free(address)
        }
    }

    /// The physical memory that the process may use: the machine's, or less where a control group
    /// says so.
    static func physicalByteCount() -> Int {
        let pages = max(sysconf(Int32(_SC_PHYS_PAGES)), 1 << 18)
        let (machine, overflow) = pages.multipliedReportingOverflow(by: page)
        return min(overflow ? .max : machine, ControlGroup.memoryLimit() ?? .max)
    }

    private static func mappedByteCount(_ size: SizeClass) -> Int {
        (size.blockByteCount + page - 1) & -page
    }

    private static func map(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount >= hugePage else { return mapPages(byteCount) }
        guard let start = mapPages(byteCount + hugePage) else { return nil }
        let head = -Int(bitPattern: start) & (hugePage - 1)
        let address = start + head
        if head > 0 { munmap(start, head) }
        munmap(address + byteCount, hugePage - head)
        madvise(address, byteCount, MADV_HUGEPAGE)
        return address
    }

    private static func mapPages(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        let address = mmap(
            nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        return address == MAP_FAILED ? nil : address
    }
}
