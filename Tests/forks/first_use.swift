// Two threads of a forked child meet at the first use of a constant, which takes its time to make.
// Linked with CSystem, as the library is; ends with status 0 if the child does not hang.

import Glibc

@_silgen_name("csystem_fork") private func forked() -> Int32

private enum Constants {
    @inline(never)
    private static func slow() -> [Int] {
        usleep(200_000)
        return [1, 2, 3]
    }
    static let before = slow()
    static let after = slow()
}

// The runtime learns the parent's number.
guard Constants.before.count == 3 else { exit(3) }
let child = forked()
if child == 0 {
    var other = pthread_t()
    pthread_create(
        &other, nil,
        { _ in
            usleep(50_000)
            _ = Constants.after.count
            return nil
        }, nil)
    guard Constants.after.count == 3 else { _exit(3) }
    pthread_join(other, nil)
    _exit(0)
}
for _ in 0..<100 {
    var status: Int32 = 0
    if waitpid(child, &status, WNOHANG) == child { exit(status == 0 ? 0 : 1) }
    usleep(50_000)
}
kill(child, SIGKILL)
exit(2)
