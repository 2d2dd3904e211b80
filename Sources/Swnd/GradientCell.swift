import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

/// What backward does with an array's gradient.
public enum GradientRequest: Int32, Sendable {
    /// Nothing.
    case null = 0
    /// Replaces it.
    case write = 1
    /// Adds to it.
    case add = 2
}

/// An array's gradient: the leaf of the tape that backward delivers to.
final class GradientCell: Leaf, @unchecked Sendable {
    let gradient: NDArray
    let request: GradientRequest
    /// Where the variable's value came from when the gradient was attached: it goes on coming from there where a view is a leaf.
    private weak var before: Origin?

    init(gradient: NDArray, request: GradientRequest, before: Origin?) {
        self.gradient = gradient
        self.request = request
        self.before = before
        super.init()
    }

    /// Whether the variable's value is no longer the leaf's own: something was written to it while recording, and that graph is
    /// still there.
    func isOvertaken(by origin: Origin?) -> Bool {
        guard let origin, origin !== before else { return false }
        return (origin as? TapeNode)?.isLive ?? true
    }

    override func receive(_ cotangent: Tensor) throws(SwndError) {
        switch request {
        case .null: return
        case .write: gradient.variable.tensor = cotangent
        case .add:
            try gradient.variable.refresh()
            gradient.variable.tensor = try Op.add.broadcast(gradient.variable.tensor, cotangent)
        }
        try gradient.variable.publish()
    }
}

extension NDArray {
    /// Makes this array a variable of differentiation with a gradient of zeros; the graph behind it is cut off.
    public func attachGrad(_ request: GradientRequest = .write) throws(SwndError) {
        Process.start()
        let tensor = Tensor(variable.tensor.value)
        if view == nil { variable.tensor = tensor }
        cell = nil
        guard request != .null else { return }
        let zeros = try Op.zerosLike(try current().detached)
        cell = GradientCell(
            gradient: NDArray(zeros), request: request,
            before: view == nil ? nil : variable.tensor.origin)
    }

    /// The gradient; nothing where none was attached.
    public var grad: NDArray? {
        guard let cell, cell.request != .null else { return nil }
        return cell.gradient
    }

    /// Computes the gradients of this array's sum, or of its product with `gradient`, with respect to all variables that it came
    /// from. The graph is freed unless `retainGraph`.
    public func backward(
        _ gradient: NDArray? = nil, retainGraph: Bool = false, trainMode: Bool = true
    ) throws(SwndError) {
        try autograd.backward(
            [self], [gradient], retainGraph: retainGraph, trainMode: trainMode)
    }
}
