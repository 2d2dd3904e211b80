import SwndCore
import Synchronization

/// Tells the thread that waits for tasks whether memory ran out in one of them.
final class ProductFailure: Sendable {
    private let happened = Atomic<Bool>(false)

    /// Runs a task, and takes note of its failure.
    func note(_ task: () throws(SwndError) -> Void) {
        do {
            try task()
        } catch {
            happened.store(true, ordering: .relaxed)
        }
    }

    /// Throws where a task failed.
    func rethrow(
        _ text: String = "product: no memory for copies of its operands"
    ) throws(SwndError) {
        guard happened.load(ordering: .relaxed) else { return }
        throw SwndError(.memory, text)
    }
}
