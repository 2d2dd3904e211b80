import CSystem
import Glibc
import SwndCore
import SwndEngine
import Synchronization

/// The threads that compute, the calling thread among them.
///
/// One loop runs in parallel at a time. A loop that starts while another runs (nested, or from a
/// second thread) runs on its own thread, so nothing waits and nothing deadlocks. Workers start at
/// the first parallel loop, and again in the child of a `fork`; they hold nothing, so a process may
/// exit at any moment.
///
///     ThreadPool.shared.parallelFor(chunkCount) { chunk in ... }
public final class ThreadPool: @unchecked Sendable {
    /// The pool of the process.
    public static let shared: ThreadPool = {
        let pool = ThreadPool(threadCount: Environment.threadCount ?? CoreCount.usable())
        surviveFork(pool)
        return pool
    }()

    /// The body of a loop, with what it works on: see ``parallelFor(_:context:_:)``.
    public typealias Body = @convention(c) (_ context: UnsafeRawPointer, _ chunk: Int) -> Void

    private let wantedThreadCount: Atomic<Int>
    /// Held during a parallel loop; who holds it may change `crew`.
    private let isBusy = Atomic<Bool>(false)
    /// The workers, once a loop wanted some. Unmanaged, because the child of a fork drops it as it
    /// is.
    private let crew = Atomic<Unmanaged<Crew>?>(nil)
    /// What workers look after between loops.
    private var duty: (any Duty)?
    /// For those who wait for other threads' loops.
    private let progress = Futex()
    private let waiting = Atomic<Int>(0)
    /// Threads that look at a crew which is not theirs: it must not go away meanwhile.
    private let visitors = Atomic<Int>(0)

    /// A pool of its own, for tests; others use ``shared``. It keeps its workers until the process
    /// ends.
    public init(threadCount: Int) {
        wantedThreadCount = Atomic(Self.clamp(threadCount))
    }

    /// The number of threads that compute, the calling one included.
    public var threadCount: Int { wantedThreadCount.load(ordering: .relaxed) }

    /// Changes the number of threads, from the next loop on. Numbers below 1 count as 1.
    public func setThreadCount(_ count: Int) {
        wantedThreadCount.store(Self.clamp(count), ordering: .relaxed)
    }

    /// Calls `body` once for each chunk in `0..<chunkCount`, and returns when all calls have
    /// returned.
    ///
    /// Each thread begins with a share of neighbours, in ascending order, which is the same in every loop of as many chunks. What a
    /// chunk computes must not depend on which thread runs it.
    public func parallelFor(_ chunkCount: Int, _ body: (_ chunk: Int) -> Void) {
        guard let crew = crew(for: chunkCount) else {
            return runSerially(chunkCount, body)
        }
        defer { isBusy.store(false, ordering: .releasing) }
        withoutActuallyEscaping(body) { body in
            withUnsafePointer(to: body) { context in
                crew._withUnsafeGuaranteedRef { crew in
                    crew.run(
                        Job(chunkCount: chunkCount, context: context) { context, chunk in
                            context.assumingMemoryBound(to: ((Int) -> Void).self).pointee(chunk)
                        })
                }
            }
        }
    }

    /// ``parallelFor(_:_:)`` without a closure: saves the allocation that sharing one costs.
    public func parallelFor(_ chunkCount: Int, context: UnsafeRawPointer, _ body: Body) {
        guard let crew = crew(for: chunkCount) else {
            return runSerially(chunkCount) { body(context, $0) }
        }
        defer { isBusy.store(false, ordering: .releasing) }
        crew._withUnsafeGuaranteedRef {
            $0.run(Job(chunkCount: chunkCount, context: context, body: body))
        }
    }
}

extension ThreadPool: Helpers {
    public var helperCount: Int { threadCount - 1 }

    public func setDuty(_ duty: any Duty) { self.duty = duty }

    public func wakeHelper() {
        // Whoever holds the crew runs a loop, and all workers are awake.
        guard threadCount > 1, let crew = acquire() else { return }
        crew._withUnsafeGuaranteedRef { $0.wakeOne() }
        isBusy.store(false, ordering: .releasing)
    }

    public func help(while condition: () -> Bool) {
        var last: UInt64 = 0
        var spin = Spin(microseconds: Self.spinMicroseconds)
        while condition() {
            if helpWithLoop(after: &last) {
                spin = Spin(microseconds: Self.spinMicroseconds)
            } else if !spin.again() {
                waiting.wrappingAdd(1, ordering: .sequentiallyConsistent)
                let seen = progress.value
                // Not for long: a condition may be a matter of time.
                if condition() { progress.sleep(while: seen, nanoseconds: 10_000_000) }
                waiting.wrappingSubtract(1, ordering: .relaxed)
                return
            }
        }
    }

    public func wakeWaiting() {
        if waiting.load(ordering: .sequentiallyConsistent) > 0 { progress.wake(Int32.max) }
    }

    /// Takes chunks of a loop that another thread runs, if one is open.
    private func helpWithLoop(after last: inout UInt64) -> Bool {
        visitors.wrappingAdd(1, ordering: .sequentiallyConsistent)
        defer { visitors.wrappingSubtract(1, ordering: .releasing) }
        guard isBusy.load(ordering: .acquiring),
            let crew = crew.load(ordering: .sequentiallyConsistent)
        else { return false }
        return crew._withUnsafeGuaranteedRef { $0.helpOnce(after: &last) }
    }
}

extension ThreadPool {
    private static func clamp(_ count: Int) -> Int { min(max(count, 1), 1024) }

    private func runSerially(_ chunkCount: Int, _ body: (Int) -> Void) {
        var chunk = 0
        while chunk < chunkCount {
            body(chunk)
            chunk &+= 1
        }
    }

    /// The workers for a loop, or `nil` where it is none for many threads. The caller sets `isBusy` back.
    private func crew(for chunkCount: Int) -> Unmanaged<Crew>? {
        guard chunkCount > 1, chunkCount <= Shares.limit, threadCount > 1 else { return nil }
        return acquire()
    }

    /// The workers, or `nil` when they are taken, or cannot be had. The caller sets `isBusy` back.
    private func acquire() -> Unmanaged<Crew>? {
        if isBusy.load(ordering: .relaxed) || isBusy.exchange(true, ordering: .acquiring) {
            return nil
        }
        let wanted = threadCount
        let old = crew.load(ordering: .relaxed)
        if let old, old._withUnsafeGuaranteedRef({ $0.threadCount }) == wanted { return old }
        // Before visitors are looked for: who comes later finds no crew.
        crew.store(nil, ordering: .sequentiallyConsistent)
        while visitors.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
        old?._withUnsafeGuaranteedRef { $0.dismiss() }
        old?.release()
        if let fresh = Crew.start(threadCount: wanted, duty: duty) {
            let own = Unmanaged.passRetained(fresh)
            crew.store(own, ordering: .sequentiallyConsistent)
            return own
        }
        isBusy.store(false, ordering: .releasing)
        return nil
    }

    /// Gives the child of a fork, where no worker lives, a pool as good as new.
    private static func surviveFork(_ pool: ThreadPool) {
        forkSurvivor = Unmanaged.passRetained(pool)
        csystem_on_fork(nil, nil) {
            forkSurvivor?._withUnsafeGuaranteedRef { pool in
                pool.crew.store(nil, ordering: .relaxed)
                pool.visitors.store(0, ordering: .relaxed)
                pool.waiting.store(0, ordering: .relaxed)
                pool.isBusy.store(false, ordering: .releasing)
            }
        }
    }
}

/// The shared pool, for the fork handler, which must not run the initializer of
/// ``ThreadPool/shared``. Written once, before the handler is registered.
nonisolated(unsafe) private var forkSurvivor: Unmanaged<ThreadPool>?
