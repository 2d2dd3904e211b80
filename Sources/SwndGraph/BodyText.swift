import SwndNumerics

/// How a body is read as text, for devices whose kernels are compiled from it.
///
/// Made from the same generic function as the loops of the processor. Nothing is read before a device asks. An object, so that
/// programs can be told apart by their bodies without reading them.
public final class BodyText: Sendable {
    /// What the body computes from operands of a type; nothing where it has no meaning for them.
    public let read: @Sendable (_ type: ComputeType, _ operands: [Expression]) -> Expression?

    public init(
        _ read: @escaping @Sendable (_ type: ComputeType, _ operands: [Expression]) -> Expression?
    ) {
        self.read = read
    }
}
