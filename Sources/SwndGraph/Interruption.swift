import CSystem
import SwndCore

/// What ends a call that waits and cannot be made again: the user, with Ctrl-C.
public enum Interruption {
    /// Throws if the calling thread is asked to end what it is doing, and can be.
    public static func check() throws(SwndError) {
        guard csystem_is_interrupted() else { return }
        throw SwndError(.unfinished, "interrupted while it waited")
    }
}
