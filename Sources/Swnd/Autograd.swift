import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

/// Automatic differentiation: what is recorded on this thread, and the way back.
public enum autograd {
    /// Whether operators of this thread are recorded.
    public static var isRecording: Bool {
        get { ThreadModes.isRecording }
        set { ThreadModes.isRecording = newValue }
    }

    /// Whether operators of this thread behave as in training.
    public static var isTraining: Bool {
        get { ThreadModes.isTraining }
        set { ThreadModes.isTraining = newValue }
    }

    /// Runs `body` with recording on.
    public static func record<Result, Failure: Error>(
        trainMode: Bool = true, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ThreadModes.training(trainMode) { () throws(Failure) in
            try ThreadModes.recording(true, body)
        }
    }

    /// Runs `body` with recording off.
    public static func pause<Result, Failure: Error>(
        trainMode: Bool = false, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try ThreadModes.training(trainMode) { () throws(Failure) in
            try ThreadModes.recording(false, body)
        }
    }

    /// Runs `body` with operators behaving as in training.
    public static func trainMode<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result { try ThreadModes.training(true, body) }

    /// Runs `body` with operators behaving as in prediction.
    public static func predictMode<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result { try ThreadModes.training(false, body) }
}
