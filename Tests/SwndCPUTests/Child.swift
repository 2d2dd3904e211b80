import CSystem
import Glibc
import Synchronization

/// How a child process ended.
enum ChildEnd: Equatable {
    case exit(Int32)
    case signal(Int32)
    case timeout
    case noFork
}

/// Runs `body` in a child of this process, which has no other thread, and ends it without cleaning
/// up. A child that takes longer than `seconds` is killed.
func inChild(seconds: Int = 20, _ body: () -> Bool) -> ChildEnd {
    let child = csystem_fork()
    if child == 0 { _exit(body() ? 0 : 1) }
    return child < 0 ? .noFork : waitFor(child, seconds: seconds)
}

/// Waits for a child, and kills it when it takes too long.
func waitFor(_ child: pid_t, seconds: Int) -> ChildEnd {
    var status: Int32 = 0
    for _ in 0..<seconds * 1000 {
        if waitpid(child, &status, WNOHANG) == child {
            return status & 0x7F == 0 ? .exit(status >> 8 & 0xFF) : .signal(status & 0x7F)
        }
        usleep(1000)
    }
    kill(child, SIGKILL)
    waitpid(child, &status, 0)
    return .timeout
}

/// Something that happens once, seen from several tasks.
final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .acquiring) }
    func set() { value.store(true, ordering: .releasing) }
}

/// The threads that ran the chunks of a loop. One place for each, since Swift's `Mutex` fails in a child.
final class ThreadNumbers: Sendable {
    private nonisolated(unsafe) let numbers: UnsafeMutableBufferPointer<UInt>

    init(chunkCount: Int) {
        numbers = .allocate(capacity: chunkCount)
        numbers.initialize(repeating: 0)
    }

    deinit { numbers.deallocate() }

    /// Notes the calling thread as the one of a chunk.
    func note(_ chunk: Int) { numbers[chunk] = UInt(pthread_self()) }

    var distinct: Set<UInt> { Set(numbers) }
}
