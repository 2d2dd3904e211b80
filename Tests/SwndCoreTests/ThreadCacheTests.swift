import CSystem
import Glibc
import SwndCore
import Testing

/// The shared pool, of which threads keep small blocks to themselves.
@Suite(.serialized) struct ThreadCacheTests {
    @Test(arguments: [1, 40, 64, 65, 1000, 4096, 4097, 16384, 16385, 1 << 20])
    func whatIsTakenAndLetGoIsCounted(byteCount: Int) throws {
        let pool = MemoryPool.shared
        let size = try #require(SizeClass(byteCount: byteCount)).blockByteCount
        let before = pool.statistics.bytesInUse
        for count in [1, 3, 8, 16, 100] {
            pool.resetPeak()
            let blocks = try (0..<count).map { _ in try pool.allocate(byteCount: byteCount) }
            #expect(Set(blocks).count == count)
            #expect(pool.statistics.bytesInUse == before + count * size)
            for block in blocks { memset(block, 5, byteCount + 64) }
            for block in blocks { pool.release(block, byteCount: byteCount) }
            #expect(pool.statistics.bytesInUse == before)
            #expect(pool.statistics.peakBytesInUse == before + count * size)
        }
        let warm = pool.statistics.systemAllocationCount
        for count in [100, 7, 30] {
            let blocks = try (0..<count).map { _ in try pool.allocate(byteCount: byteCount) }
            for block in blocks { pool.release(block, byteCount: byteCount) }
        }
        #expect(pool.statistics.systemAllocationCount == warm)
    }

    /// Blocks wander from thread to thread; each thread ends with blocks in its cache.
    @Test func threadsThatEndLeaveNothingBehind() throws {
        let pool = MemoryPool.shared
        let before = pool.statistics.bytesInUse
        for _ in 0..<20 {
            let blocks = try (0..<200).map { try pool.allocate(byteCount: $0 * 13) }
            let box = Unmanaged.passRetained(Wandering(blocks))
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil,
                { raw in
                    guard let raw else { return nil }
                    Unmanaged<Wandering>.fromOpaque(raw).takeRetainedValue().letGo()
                    return nil
                }, box.toOpaque())
            try #require(status == 0)
            pthread_join(thread, nil)
        }
        #expect(pool.statistics.bytesInUse == before)
        pool.emptyCache()
        #expect(pool.statistics.bytesInUse == before)
    }

    private final class Wandering {
        let blocks: [UnsafeMutableRawPointer]
        init(_ blocks: [UnsafeMutableRawPointer]) { self.blocks = blocks }

        func letGo() {
            for (position, block) in blocks.enumerated() {
                MemoryPool.shared.release(block, byteCount: position * 13)
                if position % 3 == 0, let own = try? MemoryPool.shared.allocate(byteCount: 77) {
                    MemoryPool.shared.release(own, byteCount: 77)
                }
            }
        }
    }

    @Test func aChildUsesThePool() throws {
        let pool = MemoryPool.shared
        let block = try pool.allocate(byteCount: 500)
        let child = csystem_fork()
        if child == 0 {
            pool.release(block, byteCount: 500)
            let blocks = (0..<100).compactMap { _ in try? pool.allocate(byteCount: 500) }
            for block in blocks { pool.release(block, byteCount: 500) }
            pool.emptyCache()
            _exit(blocks.count == 100 ? 0 : 1)
        }
        var status: Int32 = -1
        waitpid(child, &status, 0)
        #expect(status == 0)
        pool.release(block, byteCount: 500)
    }
}
