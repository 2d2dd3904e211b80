import CSystem
import Glibc
import SwndCore
import SwndEngine
import Synchronization

/// A fixed number of workers that help with one job at a time.
///
/// `gate` says whether a job is open and how many workers are in it. A worker enters an open gate,
/// takes chunks until none is left, and leaves; the caller opens the gate, takes chunks as well,
/// closes the gate, and waits until the last worker has left. Workers that sleep or are late never
/// hold a job up: a closed gate cannot be entered.
final class Crew: @unchecked Sendable {
    /// The threads of a job: the workers and the caller.
    let threadCount: Int

    /// The job behind the gate: written while the gate is closed and nobody is inside.
    private let job: UnsafeMutablePointer<Job>
    private let gate = Padded(Gate.closed)
    private let shares: Shares
    /// Workers that sleep, or are about to.
    private let sleeperCount = Padded(0)
    /// Futexes: counters that change before those who sleep on them are woken.
    private let wakeUps = Futex()
    private let lastLeft = Futex()

    /// What workers look after when there is no job.
    private let duty: (any Duty)?

    private init(threadCount: Int, duty: (any Duty)?) {
        self.threadCount = threadCount
        self.duty = duty
        shares = Shares(count: threadCount)
        job = .allocate(capacity: 1)
    }

    deinit {
        job.deallocate()
    }

    /// A crew whose workers have been started, as many of them as the system allows; `nil` when it
    /// allows none.
    static func start(threadCount: Int, duty: (any Duty)? = nil) -> Crew? {
        let crew = Crew(threadCount: threadCount, duty: duty)
        let started = (1..<threadCount).prefix { Worker.start(crew, number: $0) }.count
        return started > 0 ? crew : nil
    }

    /// Ends the workers. No job may be open, and none may follow.
    func dismiss() {
        gate.value.store(Gate.dismissed, ordering: .sequentiallyConsistent)
        wakeUps.wake(Int32.max)
    }

    /// Runs a job. One at a time.
    func run(_ job: Job) {
        self.job.initialize(to: job)
        shares.deal(job.chunkCount)
        let shift = gate.value.load(ordering: .relaxed) &+ Gate.nextShift
        gate.value.store(shift | Gate.open, ordering: .sequentiallyConsistent)
        if sleeperCount.value.load(ordering: .sequentiallyConsistent) > 0 {
            wakeUps.wake(Int32(truncatingIfNeeded: min(threadCount, job.chunkCount) &- 1))
        }
        takeChunks(job)
        let state = gate.value.bitwiseAnd(~Gate.open, ordering: .acquiring).newValue
        if state & Gate.population != 0 { waitUntilEmpty() }
    }

    private func takeChunks(_ job: Job) {
        shares.work(preferred: Worker.number) { job.body(job.context, $0) }
    }

    /// Waits for the workers in a closed gate: they are in their last chunks.
    private func waitUntilEmpty() {
        var spin = Spin(microseconds: ThreadPool.spinMicroseconds)
        while spin.again() {
            if gate.value.load(ordering: .acquiring) & Gate.population == 0 { return }
        }
        gate.value.bitwiseOr(Gate.awaited, ordering: .sequentiallyConsistent)
        while true {
            let seen = lastLeft.value
            if gate.value.load(ordering: .acquiring) & Gate.population == 0 { break }
            lastLeft.sleep(while: seen)
        }
        gate.value.bitwiseAnd(~Gate.awaited, ordering: .relaxed)
    }
}

/// The workers' side.
extension Crew {
    /// Wakes a worker that sleeps.
    func wakeOne() {
        if sleeperCount.value.load(ordering: .sequentiallyConsistent) > 0 { wakeUps.wake(1) }
    }

    /// Helps with the job that is open, if one is: what others than workers do while they wait.
    ///
    /// - Parameter last: the job that was helped with last.
    func helpOnce(after last: inout UInt64) -> Bool {
        guard let shift = openShift(after: last) else { return false }
        last = shift
        guard enter(shift) else { return false }
        takeChunks(job.pointee)
        leave()
        return true
    }

    /// Helps with every job until the crew is dismissed.
    func work() {
        var lastShift: UInt64 = 0
        while let shift = waitForShift(after: lastShift) {
            lastShift = shift
            if enter(shift) {
                takeChunks(job.pointee)
                leave()
            }
        }
    }

    /// The shift of an open job that is not `last`, or `nil` when the crew is dismissed.
    private func waitForShift(after last: UInt64) -> UInt64? {
        while true {
            var spin = Spin(microseconds: ThreadPool.spinMicroseconds)
            while spin.again() {
                if let shift = openShift(after: last) { return shift }
                if isDismissed { return nil }
                if let duty, duty.isWanted {
                    duty.perform()
                    spin = Spin(microseconds: ThreadPool.spinMicroseconds)
                }
            }
            // Who sleeps keeps no memory to itself.
            MemoryPool.shared.giveBackUnused()
            sleeperCount.value.wrappingAdd(1, ordering: .sequentiallyConsistent)
            let seen = wakeUps.value
            if openShift(after: last) == nil, !isDismissed, !(duty?.isWanted ?? false) {
                wakeUps.sleep(while: seen)
            }
            sleeperCount.value.wrappingSubtract(1, ordering: .relaxed)
        }
    }

    private var isDismissed: Bool {
        gate.value.load(ordering: .relaxed) == Gate.dismissed
    }

    private func openShift(after last: UInt64) -> UInt64? {
        let state = gate.value.load(ordering: .sequentiallyConsistent)
        let shift = state & Gate.shift
        return state & Gate.open != 0 && shift != last ? shift : nil
    }

    /// Enters the gate while it is open for the shift.
    private func enter(_ shift: UInt64) -> Bool {
        var state = gate.value.load(ordering: .relaxed)
        while state & Gate.open != 0, state & Gate.shift == shift, state != Gate.dismissed {
            let (entered, now) = gate.value.compareExchange(
                expected: state, desired: state &+ 1,
                successOrdering: .acquiring, failureOrdering: .relaxed)
            if entered { return true }
            state = now
        }
        return false
    }

    private func leave() {
        let state = gate.value.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue
        if state & Gate.awaited != 0, state & Gate.population == 0 { lastLeft.wake(1) }
    }
}

/// The bits of a crew's gate.
private enum Gate {
    /// How many workers are inside.
    static let population: UInt64 = 0xFFFF
    /// Set while workers may enter.
    static let open: UInt64 = 1 << 16
    /// Set while the caller sleeps until the population is zero.
    static let awaited: UInt64 = 1 << 17
    /// The number of the job, so that a worker enters each one once.
    static let shift: UInt64 = ~0 << 32
    static let nextShift: UInt64 = 1 << 32

    static let closed: UInt64 = 0
    static let dismissed: UInt64 = .max & ~open
}
