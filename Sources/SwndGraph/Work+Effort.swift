import SwndCore

extension Node {
    /// How much there is to do, in elements of cheap work: what decides whether a node is worth a hand-over to other threads.
    public var effort: Int {
        switch work {
        case .pointwise(let program, _):
            return shape.count &* Swift.max(1, program.instructions.count)
        case .product:
            guard let left = inputs.first?.layout.shape else { return shape.count }
            // A product does about 64 multiplications in the time that other work takes for an element.
            let depth = left.count / Swift.max(1, left[left.rank - 2])
            let (steps, overflow) = shape.count.multipliedReportingOverflow(by: depth)
            return overflow ? .max : Swift.max(steps / 64, shape.count)
        case .assemble(let assembly):
            if assembly.background == .firstInput, donatesFirstInput {
                return inputs.dropFirst().reduce(0) { $0 &+ $1.layout.shape.count }
            }
            return shape.count
        case .gather, .pick, .gatherPoints:
            // Of the data, only what the indices name is read.
            return inputs.dropFirst().reduce(shape.count) { Swift.max($0, $1.layout.shape.count) }
        case .putPoints where donatesFirstInput:
            return inputs.dropFirst().reduce(0) { Swift.max($0, $1.layout.shape.count) }
        case .matrices(let function):
            let (steps, overflow) = function.count.multipliedReportingOverflow(by: function.effort)
            return overflow ? .max : Swift.max(steps, shape.count)
        case .random:
            return shape.count &* 4
        default:
            return inputs.reduce(shape.count) { Swift.max($0, $1.layout.shape.count) }
        }
    }
}
