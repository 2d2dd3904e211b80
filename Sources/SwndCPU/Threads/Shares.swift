import Synchronization

/// The chunks of a loop, dealt out in shares of neighbours.
///
/// Each thread has a share of its own, the same one in every loop, so what a thread wrote in one loop it often
/// finds in its caches in the next, and threads do not work side by side in memory, where what is fetched ahead for one belongs to
/// the other: a pass over data that fits into the last cache takes half the time that it takes with chunks dealt out in turn. Who is
/// done takes the second half of what somebody else has left.
struct Shares: ~Copyable {
    private let shares: UnsafeMutablePointer<Padded<UInt64>>
    /// Whether somebody works on a share.
    private let owners: UnsafeMutablePointer<Atomic<Bool>>
    private let count: Int

    init(count: Int) {
        self.count = count
        shares = .allocate(capacity: count)
        owners = .allocate(capacity: count)
        for number in 0..<count {
            (shares + number).initialize(to: Padded(0))
            (owners + number).initialize(to: Atomic(false))
        }
    }

    deinit {
        shares.deinitialize(count: count).deallocate()
        owners.deinitialize(count: count).deallocate()
    }

    /// Chunks of a loop at most.
    static var limit: Int { Int(UInt32.max) }

    /// Deals the chunks of a loop, of which there are `limit` at most. Nobody may be at work.
    func deal(_ chunkCount: Int) {
        let (quotient, remainder) = chunkCount.quotientAndRemainder(dividingBy: count)
        var begin = 0
        for number in 0..<count {
            let end = begin &+ quotient &+ (number < remainder ? 1 : 0)
            shares[number].value.store(Share(begin, end).bits, ordering: .relaxed)
            begin = end
        }
    }

    /// Calls `body` with chunks until none is left that nobody works on.
    ///
    /// - Parameter preferred: the share to begin with, if nobody has it.
    func work(preferred: Int, _ body: (_ chunk: Int) -> Void) {
        guard let own = claim(preferred) else {
            // More threads than shares: they lend a hand here and there.
            while let chunk = takeOne() { body(chunk) }
            return
        }
        repeat {
            while let chunk = shares[own].takeFirst() { body(chunk) }
        } while refill(own)
        owners[own].store(false, ordering: .releasing)
    }

    private func claim(_ preferred: Int) -> Int? {
        for offset in 0..<count {
            let number = (preferred &+ offset) % count
            if !owners[number].exchange(true, ordering: .acquiring) { return number }
        }
        return nil
    }

    /// Takes half of what another share has left into an empty one; false where nothing is left.
    private func refill(_ own: Int) -> Bool {
        while let (victim, share) = fullest() {
            let middle = share.begin &+ share.count / 2
            guard shares[victim].exchange(share, by: Share(share.begin, middle)) else { continue }
            shares[own].value.store(Share(middle, share.end).bits, ordering: .relaxed)
            return true
        }
        return false
    }

    /// The last chunk of another share.
    private func takeOne() -> Int? {
        while let (victim, share) = fullest() {
            let last = share.end &- 1
            if shares[victim].exchange(share, by: Share(share.begin, last)) { return last }
        }
        return nil
    }

    private func fullest() -> (number: Int, share: Share)? {
        var found: (number: Int, share: Share)?
        for number in 0..<count {
            let share = Share(bits: shares[number].value.load(ordering: .relaxed))
            if share.count > found?.share.count ?? 0 { found = (number, share) }
        }
        return found
    }
}

/// Chunks that lie side by side.
private struct Share {
    let begin: Int
    let end: Int
    var count: Int { end &- begin }

    init(_ begin: Int, _ end: Int) {
        self.begin = begin
        self.end = end
    }

    init(bits: UInt64) {
        self.init(Int(bits & 0xFFFF_FFFF), Int(bits >> 32))
    }

    var bits: UInt64 { UInt64(begin) | UInt64(end) << 32 }
}

extension Padded where Value == UInt64 {
    /// The first chunk of the share, which is then no longer in it.
    fileprivate func takeFirst() -> Int? {
        var share = Share(bits: value.load(ordering: .relaxed))
        while share.count > 0 {
            let (taken, now) = value.weakCompareExchange(
                expected: share.bits, desired: Share(share.begin &+ 1, share.end).bits,
                ordering: .relaxed)
            if taken { return share.begin }
            share = Share(bits: now)
        }
        return nil
    }

    /// Puts another share in the place of one; false where that is no longer there.
    fileprivate func exchange(_ share: Share, by other: Share) -> Bool {
        value.compareExchange(expected: share.bits, desired: other.bits, ordering: .relaxed)
            .exchanged
    }
}
