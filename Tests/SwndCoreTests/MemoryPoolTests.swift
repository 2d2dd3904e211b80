import CSystem
import Glibc
import SwndCore
import Testing

@Suite struct MemoryPoolTests {
    private static let sizes =
        [0, 1, 63, 64, 65, 80, 81, 127, 128, 129, 4095, 4096, 4097, 100_000]
        + [1 << 20, 1 << 20 + 1, 2 << 20, 5 << 20 + 3]

    private func withPool(
        limit: Int? = nil, cacheLimit: Int = 1 << 30, _ body: (MemoryPool) throws -> Void
    ) rethrows {
        let pool = MemoryPool(limit: limit, cacheLimit: cacheLimit)
        defer { pool.destroy() }
        try body(pool)
    }

    @Test(arguments: sizes)
    func blocksAreAlignedAndHaveSlack(byteCount: Int) throws {
        try withPool { pool in
            let block = try pool.allocate(byteCount: byteCount)
            #expect(Int(bitPattern: block) % 64 == 0)
            memset(block, 7, byteCount + 64)
            pool.release(block, byteCount: byteCount)
            #expect(pool.statistics.bytesInUse == 0)
        }
    }

    @Test func everySizeFitsItsClass() throws {
        for byteCount in Array(0...5000)
            + (13...45).flatMap({ [1 << $0 - 1, 1 << $0, 1 << $0 + 1] })
        {
            let size = try #require(SizeClass(byteCount: byteCount))
            #expect(size.capacity >= byteCount)
            #expect(size.index < SizeClass.count)
            #expect(SizeClass(index: size.index).capacity == size.capacity)
            #expect(size.capacity <= byteCount + max(byteCount / 4, 64))
            #expect(SizeClass(byteCount: size.capacity)?.index == size.index)
        }
        #expect(SizeClass(byteCount: 1 << 46)?.index == SizeClass.count - 1)
    }

    @Test(arguments: [-1, .min, 1 << 46 + 1, .max])
    func sizesThatNoMachineHasAreErrors(byteCount: Int) {
        withPool { pool in
            #expect { try pool.allocate(byteCount: byteCount) } throws: {
                ($0 as? SwndError)?.code == .memory
            }
            #expect(pool.statistics == MemoryPool.Statistics())
        }
    }

    @Test func whatTheSystemRefusesIsAnErrorAndFreesTheCache() throws {
        try withPool { pool in
            let block = try pool.allocate(byteCount: 4 << 20)
            pool.release(block, byteCount: 4 << 20)
            #expect(pool.statistics.cachedByteCount > 0)
            #expect(throws: SwndError.self) { try pool.allocate(byteCount: 1 << 46) }
            #expect(pool.statistics.cachedByteCount == 0)
            #expect(pool.statistics.bytesInUse == 0)
        }
    }

    @Test func warmSizesNeedNoSystem() throws {
        try withPool { pool in
            for round in 0..<3 {
                let before = pool.statistics.systemAllocationCount
                let blocks = try Self.sizes.map { ($0, try pool.allocate(byteCount: $0)) }
                for (byteCount, block) in blocks { pool.release(block, byteCount: byteCount) }
                #expect(round == 0 || pool.statistics.systemAllocationCount == before)
            }
        }
    }

    @Test func theLimitIsAnErrorAndTheCacheMakesRoom() throws {
        try withPool(limit: 10 << 20) { pool in
            let first = try pool.allocate(byteCount: 6 << 20)
            #expect { try pool.allocate(byteCount: 5 << 20) } throws: {
                guard let error = $0 as? SwndError else { return false }
                return error.code == .memory
                    && error.message.contains("memory limit of 10.0 MiB (10485760 bytes)")
            }
            pool.release(first, byteCount: 6 << 20)
            let second = try pool.allocate(byteCount: 5 << 20)
            #expect(pool.statistics.cachedByteCount == 0)
            pool.release(second, byteCount: 5 << 20)
        }
    }

    @Test func theCacheKeepsWhatWasUsedLast() throws {
        try withPool(cacheLimit: 9 << 20) { pool in
            for megabytes in [4, 5, 3] {
                let block = try pool.allocate(byteCount: megabytes << 20)
                pool.release(block, byteCount: megabytes << 20)
            }
            #expect(pool.statistics.cachedByteCount == 8 << 20 + 2 * 64)
            pool.emptyCache()
            #expect(pool.statistics.cachedByteCount == 0)
        }
    }

    @Test func statisticsCountWholeBlocks() throws {
        try withPool { pool in
            let first = try pool.allocate(byteCount: 1000)
            let second = try pool.allocate(byteCount: 100)
            #expect(pool.statistics.bytesInUse == 1024 + 64 + 128 + 64)
            pool.release(first, byteCount: 1000)
            #expect(pool.statistics.peakBytesInUse == 1024 + 64 + 128 + 64)
            pool.resetPeak()
            #expect(pool.statistics.peakBytesInUse == 128 + 64)
            pool.release(second, byteCount: 100)
        }
    }

    @Test func threadsShareAPool() async throws {
        let pool = MemoryPool(limit: nil, cacheLimit: 1 << 20)
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<4 {
                group.addTask { Self.churn(pool, seed: task) }
            }
            for await isIntact in group { #expect(isIntact) }
        }
        #expect(pool.statistics.bytesInUse == 0)
        // What lies in one piece with blocks in use stays, and is looked at again a MiB later.
        #expect(pool.statistics.cachedByteCount <= 3 << 20)
        pool.emptyCache()
        #expect(pool.statistics.cachedByteCount == 0)
        pool.destroy()
    }

    /// Allocates and releases blocks of many sizes; false when a block was somebody else's as well.
    private static func churn(_ pool: MemoryPool, seed: Int) -> Bool {
        var isIntact = true
        var held: [(block: UnsafeMutableRawPointer, byteCount: Int, mark: UInt8)] = []
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for step in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let byteCount = Int(state >> 33 % 20_000) + 1
            guard let block = try? pool.allocate(byteCount: byteCount) else { return false }
            let mark = UInt8(truncatingIfNeeded: step &+ seed &* 61)
            block.storeBytes(of: mark, toByteOffset: byteCount - 1, as: UInt8.self)
            held.append((block, byteCount, mark))
            if held.count > 40 {
                let old = held.remove(at: Int(state >> 40) % held.count)
                isIntact =
                    isIntact
                    && old.block.load(fromByteOffset: old.byteCount - 1, as: UInt8.self) == old.mark
                pool.release(old.block, byteCount: old.byteCount)
            }
        }
        for old in held { pool.release(old.block, byteCount: old.byteCount) }
        return isIntact
    }
}
