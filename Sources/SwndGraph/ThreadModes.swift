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
