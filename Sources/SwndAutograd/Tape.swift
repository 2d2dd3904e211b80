import SwndCore
import SwndGraph

/// Records applications while the thread's recording mode is on. The tape has no list of its own: nodes hold what they came from.
public final class Tape: Recorder {
    public init() {}

    public func record(_ application: Application, result: Value) -> Tensor {
        Tensor(result, origin: TapeNode(application, output: result))
    }
}
