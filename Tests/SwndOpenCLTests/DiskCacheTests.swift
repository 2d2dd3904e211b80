import SwndOpenCL
import Testing

/// Files that may go when there are too many.
@Suite struct DiskCacheTests {
    @Test func onlyOwnFilesAreRemoved() {
        let hash = String(repeating: "0123456789abcdef", count: 2)
        #expect(DiskCache.isOwn(hash + ".bin") && DiskCache.isOwn(hash + ".bin.123.4"))
        for name in ["model.bin", ".bin", hash, hash + ".txt", "a" + hash + ".bin", "x.bin.bak"] {
            #expect(!DiskCache.isOwn(name), "\(name)")
        }
    }
}
