import CSystem
import Glibc
import SwndCore
import Testing

@Suite(.serialized) struct LockedTests {
    private static let counter = Locked(0)

    /// Counts on four threads; true when nothing was lost.
    private static func count() -> Bool {
        let before = counter.withLock { $0 }
        var threads: [pthread_t] = []
        for _ in 0..<4 {
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil,
                { _ in
                    for _ in 0..<50_000 { LockedTests.counter.withLock { $0 += 1 } }
                    return nil
                }, nil)
            if status == 0 { threads.append(thread) }
        }
        for thread in threads { pthread_join(thread, nil) }
        return counter.withLock { $0 } - before == threads.count * 50_000
    }

    @Test func threadsTakeTurns() {
        #expect(Self.count())
    }

    @Test func threadsTakeTurnsInTheChildOfAFork() {
        for _ in 0..<10 {
            let child = csystem_fork()
            if child == 0 { _exit(Self.count() ? 0 : 1) }
            var status: Int32 = 0
            waitpid(child, &status, 0)
            #expect(status == 0)
        }
    }
}
