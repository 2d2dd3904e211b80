import CSystem
import Glibc
import SwndCore
import Testing

/// The shared pool, of which threads keep small blocks to themselves.
@Suite(.serialized) struct ThreadCacheTests {
    /// Whether `body` holds in a child, where no other test uses the pool at the same time.
    private func holdsInChild(_ body: () throws -> Bool) -> Bool {
        // Another test may be making the pool at this moment; the child would wait for it for ever.
        _ = MemoryPool.shared
        let child = csystem_fork()
        if child == 0 { _exit((try? body()) == true ? 0 : 1) }
        var status: Int32 = -1
        waitpid(child, &status, 0)
        return status == 0
    }

    @Test(arguments: [1, 40, 64, 65, 1000, 4096, 4097, 16384, 16385, 1 << 20])
    func whatIsTakenAndLetGoIsCounted(byteCount: Int) throws {
        let size = try #require(SizeClass(byteCount: byteCount)).blockByteCount
        let counts = holdsInChild {
            let pool = MemoryPool.shared
            let before = pool.statistics.bytesInUse
            var isExact = true
            for count in [1, 3, 8, 16, 100] {
                pool.resetPeak()
                let blocks = try (0..<count).map { _ in try pool.allocate(byteCount: byteCount) }
                isExact = isExact && Set(blocks).count == count
                isExact = isExact && pool.statistics.bytesInUse == before + count * size
                for block in blocks { memset(block, 5, byteCount + 64) }
                for block in blocks { pool.release(block, byteCount: byteCount) }
                isExact = isExact && pool.statistics.bytesInUse == before
                isExact = isExact && pool.statistics.peakBytesInUse == before + count * size
            }
            return isExact
        }
        #expect(counts)
    }

    @Test(arguments: [40, 4097, 70_000])
    func warmSizesNeedNoSystem(byteCount: Int) {
        let stays = holdsInChild {
            let pool = MemoryPool.shared
            var counts: [Int] = []
            for count in [100, 7, 100, 30, 99] {
                let blocks = try (0..<count).map { _ in try pool.allocate(byteCount: byteCount) }
                for block in blocks { pool.release(block, byteCount: byteCount) }
                counts.append(pool.statistics.systemAllocationCount)
            }
            return Set(counts).count == 1
        }
        #expect(stays)
    }

    /// Blocks wander from thread to thread; each thread ends with blocks in its cache.
    @Test func threadsThatEndLeaveNothingBehind() {
        let leavesNothing = holdsInChild {
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
                guard status == 0 else { return false }
                pthread_join(thread, nil)
            }
            let isSame = pool.statistics.bytesInUse == before
            pool.emptyCache()
            return isSame && pool.statistics.bytesInUse == before
        }
        #expect(leavesNothing)
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
        #expect(
            holdsInChild {
                pool.release(block, byteCount: 500)
                let blocks = try (0..<100).map { _ in try pool.allocate(byteCount: 500) }
                for block in blocks { pool.release(block, byteCount: 500) }
                pool.emptyCache()
                return blocks.count == 100
            })
        pool.release(block, byteCount: 500)
    }
}
