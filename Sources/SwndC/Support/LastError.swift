import CSystem
import Glibc

/// The message of the last failure of each thread, as C text.
enum LastError {
    private static let empty = ConstantText("")

    /// Frees a thread's message when it ends.
    private static let hook: Bool = csystem_on_thread_exit { state in
        free(state.pointee.error)
        state.pointee.error = nil
    }

    static func set(_ message: String) {
        _ = hook
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
        guard let error = csystem_thread_state().pointee.error else { return empty.pointer }
        return UnsafePointer(error.assumingMemoryBound(to: CChar.self))
    }
}
