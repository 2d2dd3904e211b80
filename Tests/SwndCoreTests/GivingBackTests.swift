import CSystem
import Glibc
import SwndCore
import Testing

/// Memory that is not needed goes back to the system.
@Suite(.serialized) struct GivingBackTests {
    private static let period = 50_000_000

    private func withPool<Result>(
        limit: Int? = nil, cacheLimit: Int = 4 << 30, _ body: (MemoryPool) throws -> Result
    ) rethrows -> Result {
        let pool = MemoryPool(limit: limit, cacheLimit: cacheLimit, period: Self.period)
        defer { pool.destroy() }
        return try body(pool)
    }

    /// The bytes of this process that are in memory.
    private static func residentByteCount() throws -> Int {
        let fields = try #require(readText("/proc/self/statm")).split(separator: " ")
        return try #require(Int(fields[1])) * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Small blocks come and go until three periods are over.
    private func workALittle(_ pool: MemoryPool) throws {
        for _ in 0..<20 {
            for _ in 0..<200 {
                pool.release(try pool.allocate(byteCount: 1000), byteCount: 1000)
            }
            usleep(10_000)
        }
    }

    private func fill(_ pool: MemoryPool, _ sizes: [Int]) throws {
        let blocks = try sizes.map { (try pool.allocate(byteCount: $0), $0) }
        for (block, byteCount) in blocks { memset(block, 1, byteCount) }
        for (block, byteCount) in blocks { pool.release(block, byteCount: byteCount) }
    }

    @Test(
        .disabled(if: getenv("TSAN_OPTIONS") != nil, "ThreadSanitizer shadows the memory"),
        arguments: [
            Array(repeating: 64 << 20, count: 8), Array(repeating: 1 << 20, count: 400),
            Array(repeating: 5000, count: 80_000), [300 << 20, 100 << 20, 70_000, 600],
        ])
    func aPeakGoesBack(sizes: [Int]) {
        let isRight = holdsInChild {
            try withPool { pool in
                let before = try Self.residentByteCount()
                try fill(pool, sizes)
                let peak = try Self.residentByteCount()
                try workALittle(pool)
                return try peak - before > 300 << 20
                    && Self.residentByteCount() - before < 60 << 20
                    && pool.statistics.cachedByteCount < 20 << 20
            }
        }
        #expect(isRight)
    }

    /// Whether something holds in a child of this process, where no other test takes memory meanwhile.
    private func holdsInChild(_ body: () throws -> Bool) -> Bool {
        // Another test may be making the pool at this moment; the child would wait for it for ever.
        _ = MemoryPool.shared
        let child = csystem_fork()
        if child == 0 { _exit((try? body()) == true ? 0 : 1) }
        var status: Int32 = 0
        return child > 0 && waitpid(child, &status, 0) == child && status == 0
    }

    @Test func whatIsNeededAgainStays() throws {
        try withPool { pool in
            try fill(pool, [64 << 20, 1 << 20, 100])
            let before = pool.statistics
            for _ in 0..<40 {
                try fill(pool, [64 << 20, 1 << 20, 100])
                usleep(10_000)
            }
            #expect(pool.statistics == before)
        }
    }

    @Test func theLeastUsedPartGoesBack() throws {
        try withPool { pool in
            try fill(pool, Array(repeating: 8 << 20, count: 10))
            for _ in 0..<40 {
                try fill(pool, Array(repeating: 8 << 20, count: 3))
                usleep(10_000)
            }
            #expect(pool.statistics.cachedByteCount == 3 * (8 << 20 + 64))
        }
    }

    @Test func blocksBetweenOthersWaitForThem() throws {
        try withPool { pool in
            let blocks = try (0..<100).map { _ in try pool.allocate(byteCount: 4096) }
            for block in blocks.dropFirst() { pool.release(block, byteCount: 4096) }
            pool.emptyCache()
            #expect(pool.statistics.cachedByteCount == 99 * (4096 + 64))
            pool.release(blocks[0], byteCount: 4096)
            pool.emptyCache()
            #expect(pool.statistics.cachedByteCount == 0)
        }
    }

    @Test func noCacheKeepsNothingLarge() throws {
        try withPool(cacheLimit: 0) { pool in
            try fill(pool, [64 << 20, 3 << 20, 100, 70_000])
            pool.emptyCache()
            try fill(pool, [64 << 20, 3 << 20])
            #expect(pool.statistics.cachedByteCount == 0)
        }
    }

    @Test func limitsChangeAtRunTime() throws {
        try withPool(limit: 100 << 20) { pool in
            let block = try pool.allocate(byteCount: 60 << 20)
            #expect(throws: SwndError.self) { try pool.allocate(byteCount: 60 << 20) }
            pool.limit = 200 << 20
            let second = try pool.allocate(byteCount: 60 << 20)
            pool.limit = 10
            #expect(throws: SwndError.self) { try pool.allocate(byteCount: 1) }
            pool.release(second, byteCount: 60 << 20)
            pool.release(block, byteCount: 60 << 20)
            pool.limit = 70 << 20
            #expect(pool.statistics.cachedByteCount <= 70 << 20)
            pool.cacheLimit = 0
            #expect(pool.statistics.cachedByteCount == 0)
            #expect(pool.limit == 70 << 20 && pool.cacheLimit == 0)
        }
    }

    @Test func availableMemoryIsRead() throws {
        let text = "MemTotal: 100 kB\nMemAvailable:   20 kB\nSwapFree: 3 kB\n"
        #expect(AvailableMemory.available(inMemoryInfo: text) == 23 * 1024)
        #expect(AvailableMemory.available(inMemoryInfo: "MemTotal: 100 kB\n") == nil)
        #expect(AvailableMemory.available(inMemoryInfo: "MemAvailable: -1 kB\n") == nil)
        let statistics = "cache 9\ninactive_file 5\nactive_file 7\ntotal_inactive_file 100\n"
        #expect(ControlGroup.droppable(inStatistics: statistics, "") == 12)
        #expect(ControlGroup.droppable(inStatistics: statistics, "total_") == 100)
        let now = try #require(AvailableMemory.now())
        #expect(now > 0 && AvailableMemory.total() > 0)
    }

    @Test func moreThanTheSystemHasIsAnError() throws {
        try withPool { pool in
            let available = try #require(AvailableMemory.now())
            #expect {
                pool.release(try pool.allocate(byteCount: available + 4 << 30), byteCount: 0)
            } throws: {
                ($0 as? SwndError)?.code == .memory
            }
            #expect(pool.statistics.bytesInUse == 0)
        }
    }
}
