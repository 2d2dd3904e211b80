import CSystem
import Glibc

/// The message of the last failure of each thread, as C text.
enum LastError {
    private static var empty: StaticString { "" }

    static func set(_ message: String) {
        // The message is freed when the thread ends.
        _ = csystem_on_thread_exit { state in
            free(state.pointee.error)
            state.pointee.error = nil
        }
        csystem_thread_will_need_exit()
        let state = csystem_thread_state()
        free(state.pointee.error)
        state.pointee.error = UnsafeMutableRawPointer(strdup(message))
    }

    /// Forgets the thread's message.
    static func clear() {
        let state = csystem_thread_state()
        free(state.pointee.error)
        state.pointee.error = nil
    }

    /// The thread's message; empty where there is none.
    static var message: String { String(cString: text) }

    static var text: UnsafePointer<CChar> {
        guard let error = csystem_thread_state().pointee.error else { return empty.cString }
        return UnsafePointer(error.assumingMemoryBound(to: CChar.self))
    }
}
