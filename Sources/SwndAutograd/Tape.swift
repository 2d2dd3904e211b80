import SwndCore
import SwndGraph

/// Records applications while the thread's recording mode is on. The tape has no list of its own: nodes hold what they came from.
public final class Tape: Recorder {
    public init() {}

    public func record(_ application: Application, result: Value) -> Tensor {
        Tensor(result, origin: TapeNode(application, output: result))
    }

    public func record(_ application: Application, results: [Value]) -> [Tensor] {
        guard let first = results.first else { return [] }
        let node = TapeNode(application, output: first, others: Array(results.dropFirst()))
        return results.enumerated().map { position, result in
            Tensor(result, origin: Branch(of: node, at: position))
        }
    }
}
