import SwndCore
import SwndGraph

/// Records applications while the thread's recording mode is on. The tape has no list of its own: nodes hold what they came from.
public final class Tape: Recorder {
    public init() {}

    public var isRecording: Bool { ThreadModes.isRecording }

    public func record(_ application: Application, result: Value) -> Tensor {
        let isTracked = application.inputs.contains { input in
            switch input.origin {
            case nil: false
            case let node as TapeNode: node.isLive
            case is Constant: false
            default: true
            }
        }
        return isTracked
            ? Tensor(result, origin: TapeNode(application, output: result)) : Tensor(result)
    }

    public func withoutRecording<Result>(_ body: () throws(SwndError) -> Result) throws(SwndError)
        -> Result
    {
        try ThreadModes.recording(false, body)
    }
}
