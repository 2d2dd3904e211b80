import CSystem
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
    private var lock: UInt32 = 0
    /// Where the variable's value came from when the gradient was attached: it goes on coming from there where a view is a leaf.
    private weak var before: Origin?

    init(gradient: NDArray, request: GradientRequest, before: Origin?) {
        self.gradient = gradient
        self.request = request
        self.before = before
        super.init()
    }

    override var isDifferentiable: Bool { request != .null }

    /// Whether the variable's value is no longer the leaf's own: something was written to it while recording, and that graph is
    /// still there.
    func isOvertaken(by origin: Origin?) -> Bool {
        guard let origin, origin !== before else { return false }
        return !origin.isFreed
    }

    override func receive(_ cotangent: Tensor) throws(SwndError) {
        switch request {
        case .null: return
        case .write: try put(cotangent)
        case .add:
            // Passes of several threads may deliver here: nothing of what they add is lost.
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            try put(try Op.add.broadcast(try gradient.current().detached, cotangent))
        }
    }

    private func put(_ value: Tensor) throws(SwndError) {
        guard gradient.view != nil else {
            gradient.variable.tensor = value.detached
            return try gradient.variable.publish()
        }
        // The gradient is part of a larger array.
        try ThreadModes.recording(false) { () throws(SwndError) in
            try gradient.write(value, into: nil)
        }
    }
}

extension NDArray {
    /// Makes this array a variable of differentiation with a gradient of zeros; the graph behind it is cut off.
    ///
    /// - Parameter request: what backward does with the gradient. With ``GradientRequest/null`` the array is a constant, and
    ///   its gradient stays zero.
    public func attachGrad(_ request: GradientRequest = .write) throws(SwndError) {
        Process.start()
        let zeros = try Op.zerosLike(Tensor(try current().value))
        attach(
            GradientCell(
                gradient: NDArray(zeros), request: request,
                before: view == nil ? nil : variable.tensor.origin))
    }

    /// Makes this array a variable of differentiation; the graph behind it is cut off.
    func attach(_ cell: GradientCell) {
        if view == nil {
            variable.tensor = Tensor(variable.tensor.value)
            variable.leaf = cell.isDifferentiable ? cell : nil
        }
        self.cell = cell
    }

    /// The gradient; nothing where none was attached.
    public var grad: NDArray? { cell?.gradient }

    /// Computes the gradients of this array's sum, or of its product with `gradient`, with respect to all variables that it came
    /// from. The graph is freed unless `retainGraph`.
    public func backward(
        _ gradient: NDArray? = nil, retainGraph: Bool = false, trainMode: Bool = true
    ) throws(SwndError) {
        try autograd.backward(
            [self], [gradient], retainGraph: retainGraph, trainMode: trainMode)
    }
}
