import CSystem
import Glibc

/// A thread that works for a crew.
enum Worker {
    /// Starts a detached thread, with all signals blocked so that they go to the program's own
    /// threads; false when the system allows no more threads.
    static func start(_ crew: Crew) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 2 << 20)
        return withSignalsBlocked {
            var thread = pthread_t()
            let context = Unmanaged.passRetained(crew)
            let status = pthread_create(
                &thread, &attributes,
                { context in
                    if let context {
                        Unmanaged<Crew>.fromOpaque(context).takeRetainedValue().work()
                    }
                    return nil
                }, context.toOpaque())
            if status != 0 { context.release() }
            return status == 0
        }
    }

    private static func withSignalsBlocked(_ body: () -> Bool) -> Bool {
        var all = sigset_t()
        var previous = sigset_t()
        sigfillset(&all)
        guard pthread_sigmask(SIG_SETMASK, &all, &previous) == 0 else { return body() }
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return body()
    }
}
