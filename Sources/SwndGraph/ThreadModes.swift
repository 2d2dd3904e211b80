import CSystem

/// Whether operators of this thread are recorded, and whether they behave as in training.
public enum ThreadModes {
    public static var isRecording: Bool {
        get { csystem_thread_state().pointee.recording }
        set { csystem_thread_state().pointee.recording = newValue }
    }

    public static var isTraining: Bool {
        get { csystem_thread_state().pointee.training }
        set { csystem_thread_state().pointee.training = newValue }
    }

    /// Runs something with recording on or off, and puts the mode back.
    public static func recording<Result, Failure: Error>(
        _ isOn: Bool, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = isRecording
        isRecording = isOn
        defer { isRecording = before }
        return try body()
    }

    /// Runs something under a lock that others spin for: nothing is waited for meanwhile.
    @inline(__always)
    public static func holdingLock<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let state = csystem_thread_state()
        let before = state.pointee.holds_lock
        state.pointee.holds_lock = true
        defer { state.pointee.holds_lock = before }
        return try body()
    }

    /// Runs something as in training or not, and puts the mode back.
    public static func training<Result, Failure: Error>(
        _ isOn: Bool, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = isTraining
        isTraining = isOn
        defer { isTraining = before }
        return try body()
    }
}
