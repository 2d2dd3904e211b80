import CSystem
import Glibc

/// A thread that works for a crew.
enum Worker {
    /// Starts a detached thread, with all signals blocked so that they go to the program's own
    /// threads; false when the system allows no more threads.
    ///
    /// - Parameter number: which worker of its crew it is, from 1 on.
    static func start(_ crew: Crew, number: Int) -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 2 << 20)
        return withSignalsBlocked {
            var thread = pthread_t()
            let start = Unmanaged.passRetained(Start(crew: crew, number: UInt32(number)))
            let status = pthread_create(
                &thread, &attributes,
                { start in
                    guard let start else { return nil }
                    let own = Unmanaged<Start>.fromOpaque(start).takeRetainedValue()
                    csystem_thread_state().pointee.worker = own.number
                    own.crew.work()
                    return nil
                }, start.toOpaque())
            if status != 0 { start.release() }
            return status == 0
        }
    }

    /// Which worker the calling thread is; 0 where it is none.
    static var number: Int { Int(csystem_thread_state().pointee.worker) }

    /// What a new thread is told.
    private final class Start {
        let crew: Crew
        let number: UInt32

        init(crew: Crew, number: UInt32) {
            self.crew = crew
            self.number = number
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
