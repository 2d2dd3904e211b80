import Glibc

/// Memory from the system, mapped and aligned to huge pages.
///
/// Fresh memory costs its first touch, and huge pages make that cheap. On a virtual machine, where a page fault costs
/// 1.5 us, 4 MiB took 1.46 ms in pages of 4 KiB, 1.2 ms in such pages that were asked for in one go (`MAP_POPULATE`), 0.09
/// ms in huge pages, and 0.03 ms once touched. Populating huge pages in advance gains nothing, and would leave to one
/// thread what the threads that fill the memory share.
enum SystemMemory {
    static let hugePage = 2 << 20
    private static let page = 4096

    /// A mapping for a block with memory of its own; `nil` when the system has none.
    static func map(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        map(byteCount: mappedByteCount(size), alignment: hugePage)
    }

    /// Gives back the mapping of a block.
    static func unmap(_ address: UnsafeMutableRawPointer, _ size: SizeClass) {
        unmap(address, byteCount: mappedByteCount(size))
    }

    /// A mapping at a multiple of `alignment`, which is a multiple of the huge page; `nil` when the system has none.
    static func map(byteCount: Int, alignment: Int) -> UnsafeMutableRawPointer? {
        let start = mmap(
            nil, byteCount + alignment, PROT_READ | PROT_WRITE,
            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { return nil }
        let head = -Int(bitPattern: start) & (alignment - 1)
        let address = start + head
        if head > 0 { munmap(start, head) }
        if head < alignment { munmap(address + byteCount, alignment - head) }
        madvise(address, byteCount, MADV_HUGEPAGE)
        return address
    }

    /// Gives back a mapping. Where the system cannot split its table of mappings any further, the memory goes back all the
    /// same and only the addresses are lost.
    static func unmap(_ address: UnsafeMutableRawPointer, byteCount: Int) {
        Sanitizer.forget(address, byteCount: byteCount)
        if munmap(address, byteCount) != 0 { madvise(address, byteCount, MADV_DONTNEED) }
    }

    /// Whole huge pages, so that the end of a block is cheap to touch as well, where they add less than a quarter.
    private static func mappedByteCount(_ size: SizeClass) -> Int {
        let pages = (size.blockByteCount + page - 1) & -page
        let huge = (pages + hugePage - 1) & -hugePage
        return huge - pages <= pages / 4 ? huge : pages
    }
}
