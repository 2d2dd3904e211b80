import CSystem
import Glibc
import SwndCPU
import Synchronization
import Testing

/// How often each chunk of a loop ran. Without any lock: the pool itself must order what its threads
/// write, and the thread sanitizer sees whether it does.
private final class Counts: Sendable {
    private nonisolated(unsafe) let counts: UnsafeMutableBufferPointer<Int>

    init(_ count: Int) {
        counts = .allocate(capacity: count)
        counts.initialize(repeating: 0)
    }

    deinit { counts.deallocate() }

    func add(_ chunk: Int) { counts[chunk] += 1 }
    var areAllOne: Bool { counts.allSatisfy { $0 == 1 } }
}

@Suite(.serialized) struct ThreadPoolTests {
    private static let threadCounts = [1, 2, 3, 8]

    @Test(arguments: threadCounts, [0, 1, 2, 3, 7, 64, 1000])
    func everyChunkRunsOnce(threadCount: Int, chunkCount: Int) {
        let pool = ThreadPool(threadCount: threadCount)
        for _ in 0..<20 {
            let counts = Counts(chunkCount)
            pool.parallelFor(chunkCount) { counts.add($0) }
            #expect(counts.areAllOne)
        }
    }

    @Test func resultsAreVisibleToTheCaller() {
        let pool = ThreadPool(threadCount: 4)
        let values = UnsafeMutableBufferPointer<Int>.allocate(capacity: 64)
        defer { values.deallocate() }
        for round in 0..<20_000 {
            pool.parallelFor(16) { chunk in
                for index in chunk * 4..<chunk * 4 + 4 { values[index] = round &* 64 &+ index }
            }
            let isRight = (0..<64).allSatisfy { values[$0] == round &* 64 &+ $0 }
            #expect(isRight)
            if !isRight { return }
        }
    }

    @Test func contextsNeedNoClosure() {
        let total = Atomic<Int>(0)
        withUnsafePointer(to: total) { total in
            ThreadPool(threadCount: 3).parallelFor(100, context: total) { context, chunk in
                context.assumingMemoryBound(to: Atomic<Int>.self).pointee
                    .wrappingAdd(chunk, ordering: .relaxed)
            }
        }
        #expect(total.load(ordering: .relaxed) == 4950)
    }

    @Test func nestedLoopsRunOnTheirThread() {
        let pool = ThreadPool(threadCount: 3)
        let counts = Counts(400)
        pool.parallelFor(20) { outer in
            let thread = pthread_self()
            pool.parallelFor(20) { inner in
                if pthread_equal(thread, pthread_self()) != 0 { counts.add(outer * 20 + inner) }
            }
        }
        #expect(counts.areAllOne)
    }

    @Test func loopsFromManyThreadsDoNotWaitForEachOther() async {
        let pool = ThreadPool(threadCount: 2)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<500).allSatisfy { _ in
                        let counts = Counts(10)
                        pool.parallelFor(10) { counts.add($0) }
                        return counts.areAllOne
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func workersThatSleptHelpAgain() {
        let pool = ThreadPool(threadCount: 2)
        for _ in 0..<5 {
            usleep(20_000)
            let numbers = ThreadNumbers(chunkCount: 40)
            pool.parallelFor(40) { chunk in
                numbers.note(chunk)
                usleep(500)
            }
            #expect(numbers.distinct.count == 2)
        }
    }

    @Test func theThreadCountMayChange() {
        let pool = ThreadPool(threadCount: 1)
        for count in [4, 2, 8, 1, 3] {
            pool.setThreadCount(count)
            #expect(pool.threadCount == count)
            let numbers = ThreadNumbers(chunkCount: 40)
            pool.parallelFor(40) { chunk in
                numbers.note(chunk)
                usleep(200)
            }
            #expect((1...count).contains(numbers.distinct.count))
        }
        pool.setThreadCount(-5)
        #expect(pool.threadCount == 1)
        pool.setThreadCount(.max)
        #expect(pool.threadCount == 1024)
    }

    @Test func theThreadCountMayChangeWithinALoop() {
        let pool = ThreadPool(threadCount: 2)
        let counts = Counts(100)
        pool.parallelFor(100) { chunk in
            pool.setThreadCount(chunk % 3 + 1)
            counts.add(chunk)
        }
        #expect(counts.areAllOne)
    }

    @Test func theProcessMayUseAProcessor() {
        #expect(CoreCount.affinity().count >= 1)
        #expect((1...CoreCount.affinity().count).contains(CoreCount.usable()))
    }
}

@Suite(.serialized) struct ThreadPoolForkTests {
    private static func sumInParallel() -> Bool {
        let total = Atomic<Int>(0)
        ThreadPool.shared.parallelFor(64) { total.wrappingAdd($0, ordering: .relaxed) }
        return total.load(ordering: .relaxed) == 2016
    }

    @Test func theChildHasThreadsOfItsOwn() {
        ThreadPool.shared.setThreadCount(3)
        #expect(Self.sumInParallel())
        for _ in 0..<20 {
            #expect(
                inChild {
                    ThreadPool.shared.setThreadCount(3)
                    var threads: Set<UInt> = []
                    for _ in 0..<50 {
                        let numbers = ThreadNumbers(chunkCount: 20)
                        ThreadPool.shared.parallelFor(20) { chunk in
                            numbers.note(chunk)
                            usleep(100)
                        }
                        threads.formUnion(numbers.distinct)
                    }
                    return Self.sumInParallel() && threads.count == 3
                } == .exit(0))
        }
        #expect(Self.sumInParallel())
    }

    @Test func aForkInTheMiddleOfALoopIsSafe() async {
        ThreadPool.shared.setThreadCount(2)
        let isOver = Flag()
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                while !isOver.isSet { if !Self.sumInParallel() { return false } }
                return true
            }
            for _ in 0..<50 { #expect(inChild { Self.sumInParallel() } == .exit(0)) }
            isOver.set()
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func aProcessMayExitWhileWorkersLive() {
        for _ in 0..<50 {
            let child = csystem_fork()
            if child == 0 {
                _ = Self.sumInParallel()
                exit(0)
            }
            #expect(waitFor(child, seconds: 20) == .exit(0))
        }
    }
}
